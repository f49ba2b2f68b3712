//! The parts of a flow as an owner writes them.

use crate::{
    about,
    field::{FIELD, Field},
    json::Json,
    logic::Condition,
    shape::{Record, Shape, optional, required},
    words::Words,
};

/// The name that stands for the end of the flow in a step's `next`.
pub const END: &str = "end";

/// The settings of a step.
pub static STEP: Record = Record {
    name: "Step",
    about: about!("One screen of a form: a few fields that belong together."),
    settings: &[
        required(
            "id",
            Shape::Name,
            about!("The step's name in other steps' next. Unique in the config; \"end\" is taken."),
        ),
        optional(
            "title",
            Shape::Text { max: 200 },
            about!("The heading of the step. An earlier answer can stand in it, as \"{answers.name|there}\"."),
        ),
        optional("text", Shape::Text { max: 1000 }, about!("A paragraph under the heading.")),
        optional(
            "showIf",
            Shape::Logic,
            about!("The step is passed over unless this holds. It may read answers of earlier steps."),
        ),
        required(
            "fields",
            Shape::List { of: &Shape::Union(&FIELD), min: 0, max: 50 },
            about!("What is asked, in this order."),
        ),
        optional(
            "next",
            Shape::List { of: &Shape::Record(&JUMP), min: 1, max: 20 },
            about!("Where to go from here: the first entry whose condition holds. Where none does, the step below."),
        ),
    ],
};

static JUMP: Record = Record {
    name: "Jump",
    about: about!("Where to go from a step."),
    settings: &[
        optional("if", Shape::Logic, about!("Taken when this holds; always, where it is left out.")),
        required("to", Shape::Name, about!("The id of a step further down, or \"end\".")),
    ],
};

/// Where a jump leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To the step with this number.
    Step(usize),
    /// To the end of the flow.
    End,
}

/// A way from one step to another.
#[derive(Debug)]
pub struct Jump {
    /// When it is taken; always where absent.
    pub condition: Option<Condition>,
    /// The name of the step it leads to, as written.
    pub to: String,
    /// Where it leads; `None` where no later step has the name.
    pub target: Option<Target>,
}

/// One screen of a form.
#[derive(Debug)]
pub struct Step {
    /// The step's name.
    pub id: String,
    /// The heading.
    pub title: Option<String>,
    /// A paragraph under the heading.
    pub text: Option<String>,
    /// When it is asked at all; always where absent.
    pub show_if: Option<Condition>,
    /// What is asked.
    pub fields: Vec<Field>,
    /// Where to go from here.
    pub next: Vec<Jump>,
}

impl Step {
    /// Gives the number of the step that follows this one, whose own number is `number`; `None` at
    /// the end.
    #[must_use]
    pub fn target(&self, number: usize, facts: &Json) -> Option<usize> {
        let holds = |jump: &&Jump| jump.condition.as_ref().is_none_or(|condition| condition.holds(facts));
        match self.next.iter().find(holds).map(|jump| jump.target) {
            Some(Some(Target::End)) => None,
            // Only forward, so that every walk ends.
            Some(Some(Target::Step(target))) if target > number => Some(target),
            _ => Some(number + 1),
        }
    }
}

/// All steps, in order.
#[derive(Debug, Default)]
pub struct Flow {
    /// The steps; the first one is where a visitor starts.
    pub steps: Vec<Step>,
    /// The language of the texts, as a BCP 47 tag.
    pub locale: String,
}

impl Flow {
    /// Picks the steps out of a tree whose shape has been examined; `words` names parts of groups
    /// that the owner did not.
    #[must_use]
    pub fn pick(steps: &Json, locale: &str, words: &Words) -> Self {
        let steps = steps.as_list().unwrap_or(&[]);
        let id = |step: &Json| step.owned_at("id").unwrap_or_default();
        let ids: Vec<String> = steps.iter().map(id).collect();
        let jump = |number: usize, json: &Json| {
            let to = json.owned_at("to").unwrap_or_default();
            let later = ids.iter().enumerate().skip(number + 1).find(|(_, id)| **id == to);
            let target = if to == END { Some(Target::End) } else { later.map(|(index, _)| Target::Step(index)) };
            Jump { condition: Condition::at(json, "if"), to, target }
        };
        let pick = |(number, json): (usize, &Json)| Step {
            id: id(json),
            title: json.owned_at("title"),
            text: json.owned_at("text"),
            show_if: Condition::at(json, "showIf"),
            fields: json
                .list_at("fields")
                .iter()
                .enumerate()
                // What is no object is no field: thousands of them would only be compared with each other.
                .filter(|(_, field)| field.as_object().is_some())
                .flat_map(|(place, field)| Field::pick_all(field, place, words))
                .collect(),
            next: json.each("next", &|json| jump(number, json)),
        };
        Flow { steps: steps.iter().enumerate().map(pick).collect(), locale: locale.to_owned() }
    }

    /// Gives every field with its step's number.
    pub fn fields(&self) -> impl Iterator<Item = (usize, &Field)> {
        self.steps.iter().enumerate().flat_map(|(number, step)| step.fields.iter().map(move |field| (number, field)))
    }

    /// Gives the field with this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().map(|(_, field)| field).find(|field| field.name == name)
    }
}
