pub fn test(_: &crate::workspace::Workspace, _: &[&str]) -> anyhow::Result<()> {
    Ok(())
}
