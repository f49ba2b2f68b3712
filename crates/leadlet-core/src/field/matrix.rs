//! `matrix`: several questions with the same options, as rows and columns of a grid.

use super::{Example, Field, FieldType, Layout, control::Control, options::OPTION, parts::part};
use crate::{
    about,
    answer::{Answer, Invalid, Occasion, Raw},
    json::{Json, Member},
    shape::{Record, Shape, optional, required},
    words::Words,
};

/// The settings of a row.
static ROW: Record = Record {
    name: "MatrixRow",
    about: about!("One question of a matrix."),
    settings: &[
        required("name", Shape::Name, about!("The answer's name, as answers.NAME. Unique in the config.")),
        optional("label", Shape::Text { max: 200 }, about!("The question. Default: the name.")),
        optional("required", Shape::Flag, about!("Whether it must be answered. Default: as the matrix.")),
        optional("tells", Shape::OneOf(super::CONCEPT_WORDS), about!("Which question of qualification the answer tells something about; rubrics read it.")),
    ],
};

/// The settings of a matrix.
pub static RECORD: Record = Record {
    name: "matrix",
    about: about!("Several questions with the same options, in a grid. Each row is an answer of its own; the matrix has none. Required means that each row is, unless it says otherwise."),
    settings: &[
        required("rows", Shape::List { of: &Shape::Record(&ROW), min: 1, max: 20 }, about!("The questions, from top to bottom.")),
        required("columns", Shape::List { of: &Shape::Record(&OPTION), min: 2, max: 10 }, about!("The options of every row, from left to right.")),
        optional("many", Shape::Flag, about!("Whether several options of a row can be picked. Default false.")),
    ],
};

/// Several questions with the same options.
pub struct Matrix;

/// Picks the settings out of a tree whose shape has been examined.
#[must_use]
pub fn pick(_: &Json) -> Matrix {
    Matrix
}

impl FieldType for Matrix {
    fn control(&self) -> Control<'_> {
        Control::None
    }

    fn read(&self, _: &Raw, _: &Occasion<'_>) -> Result<Option<Answer>, Invalid> {
        Ok(None)
    }

    fn is_asked(&self) -> bool {
        false
    }

    fn parts(&self, json: &Json, _: &Words) -> Vec<Field> {
        let mut own: Vec<Member> = vec![("type".to_owned(), "choice".into()), ("options".to_owned(), json.at("columns").clone())];
        own.push(("many".to_owned(), json.flag_at("many").into()));
        json.each("rows", &|row| {
            let mut members = own.clone();
            // What the row says comes last, so it counts.
            members.extend_from_slice(row.as_object().unwrap_or(&[]));
            part(json, members)
        })
    }

    fn layout(&self) -> Layout {
        Layout::Grid
    }

    #[cfg(feature = "lint")]
    fn domain(&self) -> super::Domain {
        super::Domain::Nothing
    }
}

const GRID: &str = r#""required":true,"rows":[{"name":"speed"},{"name":"price","required":false}],"columns":[{"value":"bad"},{"value":"good"}]"#;
const MANY: &str = r#""many":true,"rows":[{"name":"speed"}],"columns":[{"value":"bad"},{"value":"good"}]"#;

/// Examples.
pub static EXAMPLES: &[Example] = &[
    Example { settings: GRID, input: r#"{"price":["good"],"speed":["bad"]}"#, result: Ok(r#"{"speed":"bad","price":"good"}"#) },
    Example { settings: GRID, input: r#"{"speed":["good"]}"#, result: Ok(r#"{"speed":"good"}"#) },
    Example { settings: GRID, input: r#"{"price":["good"]}"#, result: Err(Invalid::RequiredChoice) },
    Example { settings: GRID, input: r#"{"speed":["fair"]}"#, result: Err(Invalid::NotAnOption) },
    Example { settings: MANY, input: r#"{"speed":["good","bad"]}"#, result: Ok(r#"{"speed":["bad","good"]}"#) },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn every_row_is_a_field_of_the_grid() {
        let json = parse(&["{\"name\":\"m\",\"type\":\"matrix\",\"label\":\"How is it?\",", GRID, "}"].concat()).unwrap();
        let fields = Field::pick_all(&json, 0, &Words::default());
        let told: Vec<_> = fields.iter().map(|field| (field.name.as_str(), field.label.as_str(), field.required, field.type_name)).collect();
        assert_eq!(told, [("speed", "speed", true, "choice"), ("price", "price", false, "choice")]);
        let group = fields.first().and_then(|field| field.group.as_ref()).unwrap();
        assert_eq!((group.layout, group.label.as_str()), (Layout::Grid, "How is it?"));
    }
}
