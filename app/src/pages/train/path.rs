//! One's way through a scenario beside the engine's: scene by scene, and where the ways part. Pure.

use shizu_training::{Graded, Play, Scene, Step};

/// A scene that was visited, with what was decided in it.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The scene.
    pub scene: &'static Scene,
    /// The decisions taken in it, graded, in order.
    pub graded: Vec<Graded>,
}

/// A scene on one way, or on both.
#[derive(Clone, Debug)]
pub struct Row {
    /// On the trainee's way.
    pub mine: Option<Stop>,
    /// On the engine's way.
    pub engine: Option<Stop>,
}

/// The scenes of a play in the order visited.
pub fn way(play: &Play<'static>) -> Vec<Stop> {
    let mut again = Play::new(play.scenario(), play.desk());
    let mut stops = Vec::new();
    let visit = |again: &Play<'static>, stops: &mut Vec<Stop>| {
        if let Some(scene) = again.scene().filter(|_| !again.is_finished()) {
            let graded = Vec::new();
            stops.push(Stop { scene, graded });
        }
    };
    visit(&again, &mut stops);
    for step in play.steps() {
        match step {
            Step::Go => {
                again.go();
                visit(&again, &mut stops);
            }
            Step::Answer {
                answer,
                hints,
                seconds,
                ..
            } => {
                let graded = again.answer(answer, *hints, *seconds).ok().cloned();
                if let Some(stop) = stops.last_mut() {
                    stop.graded.extend(graded);
                }
            }
        }
    }
    stops
}

/// Both ways, scene by scene: what both visited stands in one row.
pub fn beside(mine: Vec<Stop>, engine: Vec<Stop>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut engine = engine.into_iter().peekable();
    let visited: Vec<String> = mine.iter().map(|stop| stop.scene.id.clone()).collect();
    for stop in mine {
        // What only the engine visited before the two meet again.
        while let Some(only) = engine.next_if(|known| !visited.contains(&known.scene.id)) {
            rows.push(Row {
                mine: None,
                engine: Some(only),
            });
        }
        let same = engine.next_if(|known| known.scene.id == stop.scene.id);
        rows.push(Row {
            mine: Some(stop),
            engine: same,
        });
    }
    rows.extend(engine.map(|only| Row {
        mine: None,
        engine: Some(only),
    }));
    rows
}

#[cfg(test)]
mod tests {
    use shizu_training::Play;

    use super::super::sitting::tests::{course, played};
    use super::{beside, way};

    #[test]
    fn the_detour_is_on_one_way_only() {
        let course = course(|text| text);
        let engine = Play::of_engine(&course.scenario, course.desk);
        let rows = beside(way(played(course, false).play()), way(&engine));
        let shape: Vec<(bool, bool)> = rows
            .iter()
            .map(|row| (row.mine.is_some(), row.engine.is_some()))
            .collect();
        // Whoever gives the clue to the office takes the detour of the third scene; all else is on both ways.
        let mut expected = vec![(true, true); 8];
        expected[2] = (true, false);
        assert_eq!(shape, expected);
        let of_mine = rows.iter().filter_map(|row| row.mine.as_ref());
        assert_eq!(of_mine.map(|stop| stop.graded.len()).sum::<usize>(), 15);
    }

    #[test]
    fn the_engines_way_is_its_own() {
        let course = course(|text| text);
        let engine = Play::of_engine(&course.scenario, course.desk);
        let rows = beside(way(&engine), way(&engine));
        assert!(
            rows.iter()
                .all(|row| row.mine.is_some() && row.engine.is_some())
        );
        assert_eq!(rows.len(), 7);
    }
}
