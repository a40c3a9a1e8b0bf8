//! The invented city: its units, groups, offices and people. Nobody and nothing in it exists.

use super::random::Random;

/// Units that a group resides in, each giving its group its name.
pub(super) const HOSTS: &[&str] = &[
    "市委办公室",
    "市委组织部",
    "市委宣传部",
    "市委统战部",
    "市发展改革委",
    "市教育局",
    "市科技局",
    "市工业和信息化局",
    "市民族宗教局",
    "市公安局",
    "市民政局",
    "市司法局",
    "市财政局",
    "市人力资源社会保障局",
    "市自然资源局",
    "市生态环境局",
    "市住房城乡建设局",
    "市交通运输局",
    "市水务局",
    "市农业农村局",
    "市商务局",
    "市文化广电旅游局",
    "市卫生健康委",
    "市退役军人局",
    "市应急管理局",
    "市审计局",
    "市国资委",
    "市市场监管局",
    "市统计局",
    "市医疗保障局",
    "市林业局",
    "市城市管理局",
    "市金融办",
    "市政务服务局",
    "市信访局",
    "市机关事务局",
];

/// Units covered by a group, and the place of its host in [`HOSTS`].
pub(super) const COVERED: &[(&str, usize)] = &[
    ("市档案馆", 0),
    ("市接待中心", 0),
    ("市干部学院", 1),
    ("市广播电视台", 2),
    ("市招商服务中心", 4),
    ("市第一中学", 5),
    ("市职业技术学院", 5),
    ("市科学技术馆", 6),
    ("市殡仪馆", 10),
    ("市社会福利院", 10),
    ("市公共资源交易中心", 12),
    ("市住房公积金中心", 12),
    ("市人才服务中心", 13),
    ("市不动产登记中心", 14),
    ("市环境监测站", 15),
    ("市城市建设投资公司", 26),
    ("市公共交通公司", 17),
    ("市自来水公司", 18),
    ("市粮食储备公司", 19),
    ("市供销合作社", 19),
    ("市文化馆", 21),
    ("市图书馆", 21),
    ("市中心医院", 22),
    ("市疾病预防控制中心", 22),
    ("市园林管理处", 31),
];

/// Supervision offices.
pub(super) const OFFICES: &[&str] = &[
    "第一监督检查室",
    "第二监督检查室",
    "第三监督检查室",
    "第四监督检查室",
    "第五监督检查室",
    "第六监督检查室",
    "第七监督检查室",
    "第八监督检查室",
];

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
    "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹",
    "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛",
    "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜", "单", "解", "仇", "区",
    "查", "覃", "翟", "欧阳", "尉迟",
];

const GIVEN: &[&str] = &[
    "建", "国", "文", "志", "明", "海", "永", "庆", "春", "丽", "秀", "玉", "晓", "思", "子", "若",
    "家", "立", "长", "德", "广", "新", "一", "承", "景", "云", "清", "雨", "安", "和", "",
];

/// What every invented name ends with, so that nobody takes it for somebody's.
const MARKS: &[&str] = &["虚", "拟", "例", "设", "样"];

/// A person's name, recognisably invented: it ends with 虚, 拟, 例, 设 or 样.
pub(super) fn person(random: &mut Random) -> String {
    let (surname, given, mark) = (
        random.word(SURNAMES),
        random.word(GIVEN),
        random.word(MARKS),
    );
    format!("{surname}{given}{mark}")
}

/// What is reported, each with the nature of the matter.
pub(super) const SUBJECTS: &[(&str, &str)] = &[
    ("违规收受管理服务对象礼品礼金", "discipline"),
    ("违规接受管理服务对象宴请", "discipline"),
    ("公车私用", "discipline"),
    ("违规发放津贴补贴", "discipline"),
    ("工作中推诿拖延、群众办事难", "discipline"),
    ("不按规定报告个人有关事项", "discipline"),
    ("违规兼职取酬", "discipline"),
    ("违反议事规则个人决定重大事项", "discipline"),
    ("选人用人不按程序", "discipline"),
    ("监管失职造成专项资金损失", "duty_violation"),
    ("擅自变更项目招标条件", "duty_violation"),
    ("虚列支出套取经费", "duty_violation"),
    ("审批中优亲厚友", "duty_violation"),
    ("利用职务便利在工程承揽中收受好处", "duty_crime"),
    ("在设备采购中收受供应商财物", "duty_crime"),
    ("挪用专项资金", "duty_crime"),
    ("反映邻里经济纠纷", "not_in_remit"),
];

/// How a clue came to light, in words for the summary.
pub(super) const WAYS: &[&str] = &[
    "群众来信反映",
    "巡察移交",
    "审计报告反映",
    "日常监督中发现",
    "专项检查中发现",
    "上级交办",
    "比对数据发现",
    "谈话中了解到",
];

pub(super) const FIELDS: &[&str] = &[
    "工程建设",
    "物资采购",
    "惠民资金",
    "招生招聘",
    "行政审批",
    "国有资产处置",
    "执法检查",
    "项目补助",
    "公务接待",
    "干部选用",
];
