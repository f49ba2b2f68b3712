//! Conditions as SQL that is true or false, never null, for the same facts.
//!
//! Only what SQL says exactly is compiled: `===`, `!==`, comparisons of numbers with their guard against missing values,
//! `and`, `or`, `!`, `!!`, `if`, `in`, and `var` with a default. JsonLogic's coercions have no like in SQL, so wherever
//! the sorts of two values leave room for one, the condition is refused by the operator's name and its path.

use super::{
    Refusal,
    columns::{Columns, Fact},
    dialect::{Dialect, Sort},
};
use leadlet_core::{
    json::{Json, number_text},
    shape::{at_index, at_key},
};

/// Compiles conditions of one statement.
pub(super) struct Compiler<'p> {
    /// The facts that were read.
    pub(super) columns: Columns<'p>,
    dialect: Dialect,
}

/// A value in SQL.
enum Value {
    Null,
    /// Null or of this sort.
    Maybe {
        sql: String,
        sort: Sort,
    },
    /// Never null.
    Surely {
        sql: String,
        sort: Sort,
    },
    /// A list that is written out.
    Written(Vec<Json>),
}

impl Value {
    fn sort(&self) -> Option<Sort> {
        match self {
            Value::Null => None,
            Value::Maybe { sort, .. } | Value::Surely { sort, .. } => Some(*sort),
            Value::Written(_) => Some(Sort::List),
        }
    }

    fn sql(&self) -> &str {
        match self {
            Value::Maybe { sql, .. } | Value::Surely { sql, .. } => sql,
            Value::Null | Value::Written(_) => "NULL",
        }
    }
}

impl<'p> Compiler<'p> {
    pub(super) fn new(columns: Columns<'p>, dialect: Dialect) -> Self {
        Compiler { columns, dialect }
    }

    /// Lets conditions read a column as a fact.
    pub(super) fn find(&mut self, path: &str, column: &str, sort: Sort) {
        let sql = match sort {
            Sort::Number => self.as_double(column),
            _ if column == "NULL" => format!("CAST(NULL AS {})", self.dialect.type_of(sort)),
            _ => column.to_owned(),
        };
        self.columns.found.insert(path.to_owned(), Fact { sql, sort, may_default: false });
    }

    /// Casts to the sort that numbers of conditions have.
    pub(super) fn as_double(&self, sql: &str) -> String {
        format!("CAST({sql} AS {})", self.dialect.type_of(Sort::Number))
    }

    /// Compiles whether an expression counts as true.
    ///
    /// # Errors
    /// The first place that SQL can't say exactly.
    pub(super) fn truth(&mut self, json: &Json, path: &str) -> Result<String, Refusal> {
        if let Some((operator, values)) = operation(json) {
            let here = at_key(path, operator);
            let each = |compiler: &mut Self| -> Result<Vec<String>, Refusal> {
                let truth = |(index, value)| compiler.truth(value, &at_index(&here, index));
                values.iter().enumerate().map(truth).collect()
            };
            match operator {
                "and" => {
                    let before = (self.columns.leads.clone(), self.columns.counts.clone());
                    let all = each(self)?;
                    if all.is_empty() || all.iter().any(|one| one == "FALSE") {
                        // What can never hold need not be read, so nobody is asked for a column of it.
                        (self.columns.leads, self.columns.counts) = before;
                        return Ok("FALSE".to_owned());
                    }
                    return Ok(format!("({})", all.join(" AND ")));
                }
                "or" => {
                    let mut any = each(self)?;
                    any.retain(|one| one != "FALSE");
                    return Ok(if any.is_empty() { "FALSE".to_owned() } else { format!("({})", any.join(" OR ")) });
                }
                "!" => return Ok(format!("(NOT {})", each(self)?.join(""))),
                "!!" => return Ok(each(self)?.join("")),
                "if" | "?:" => return self.choice(values, &here, &mut Self::truth, "FALSE"),
                _ => {}
            }
        }
        let value = self.value(json, path)?;
        let sql = value.sql();
        if sql == "FALSE" {
            return Ok("FALSE".to_owned());
        }
        let counts = match value.sort() {
            None => return Ok("FALSE".to_owned()),
            Some(Sort::Flag) => sql.to_owned(),
            Some(Sort::Number) => format!("{sql} <> 0"),
            Some(Sort::Text) => format!("{sql} <> ''"),
            Some(Sort::List) => match &value {
                Value::Written(items) => return Ok(if items.is_empty() { "FALSE" } else { "TRUE" }.to_owned()),
                _ => format!("{} > 0", self.dialect.length(sql)),
            },
        };
        Ok(if matches!(value, Value::Surely { .. }) {
            format!("({counts})")
        } else {
            format!("COALESCE({counts}, FALSE)")
        })
    }

    /// Compiles the level that an expression gives as evidence: 0 to `cap`, null where it gives no number.
    ///
    /// # Errors
    /// The first place that SQL can't say exactly.
    pub(super) fn level(&mut self, json: &Json, cap: i64, path: &str) -> Result<String, Refusal> {
        let value = self.value(json, path)?;
        let sql = value.sql();
        Ok(if value.sort() == Some(Sort::Number) {
            let steps = (1..=cap).rev().map(|level| format!(" WHEN {sql} >= {level} THEN {level}"));
            format!("CASE{} WHEN {sql} IS NOT NULL THEN 0 END", steps.collect::<String>())
        } else {
            "NULL".to_owned()
        })
    }

    fn value(&mut self, json: &Json, path: &str) -> Result<Value, Refusal> {
        let Some((operator, values)) = operation(json) else { return self.constant(json, path) };
        let here = at_key(path, operator);
        let flag = |sql: String| Ok(Value::Surely { sql, sort: Sort::Flag });
        match (operator, values) {
            ("var", [Json::Text(name), default @ ..]) if !name.is_empty() => self.variable(name, default, &here),
            ("===", [a, b]) => flag(self.same(a, b, &here)?),
            ("!==", [a, b]) => flag(format!("(NOT {})", self.same(a, b, &here)?)),
            ("<" | "<=" | ">" | ">=", _) => flag(self.ordered(operator, values, &here)?),
            ("in", [sought, place]) => flag(self.within(sought, place, &here)?),
            ("!" | "!!", _) => flag(self.truth(json, path)?),
            ("and" | "or", _) => {
                // What they give is one of their values; only where all are flags that is the truth of the whole.
                for (index, value) in values.iter().enumerate() {
                    let there = at_index(&here, index);
                    let value = self.value(value, &there)?;
                    if !matches!(value, Value::Surely { sort: Sort::Flag, .. }) {
                        return refuse(
                            &there,
                            format!(
                                "{operator:?} gives this value itself here, not whether it holds; SQL has no exact word for it. Write {{\"!!\": …}} around it."
                            ),
                        );
                    }
                }
                flag(self.truth(json, path)?)
            }
            ("if" | "?:", _) => self.chosen(values, &here),
            ("var", _) => refuse(&here, "SQL needs the name of one fact here.".to_owned()),
            _ => refuse(
                &here,
                format!(
                    "SQL can't say {operator:?} exactly as the score does. It says ===, !==, <, <=, >, >=, and, or, !, !!, if, in and var."
                ),
            ),
        }
    }

    fn constant(&mut self, json: &Json, path: &str) -> Result<Value, Refusal> {
        Ok(match json {
            Json::Null => Value::Null,
            Json::Bool(flag) => {
                Value::Surely { sql: if *flag { "TRUE" } else { "FALSE" }.to_owned(), sort: Sort::Flag }
            }
            Json::Number(number) => Value::Surely { sql: self.number(*number), sort: Sort::Number },
            Json::Text(text) if text.contains('\0') => {
                return refuse(path, "SQL has no text with a NUL in it.".to_owned());
            }
            Json::Text(text) => Value::Surely { sql: self.dialect.text(text), sort: Sort::Text },
            Json::List(items) if items.iter().all(|item| operation(item).is_none()) => Value::Written(items.clone()),
            Json::List(_) => return refuse(path, "SQL compares with lists whose items are written out.".to_owned()),
            Json::Object(_) => return refuse(path, "SQL has no objects.".to_owned()),
        })
    }

    /// Writes a text.
    pub(super) fn text(&self, text: &str) -> String {
        self.dialect.text(text)
    }

    /// Tells whether a list has a text.
    pub(super) fn has(&self, list: &str, text: &str) -> String {
        self.dialect.has(list, &self.dialect.text(text))
    }

    /// Tells whether a list is empty.
    pub(super) fn is_empty(&self, list: &str) -> String {
        format!("COALESCE({}, 0) = 0", self.dialect.length(list))
    }

    /// Writes a number so that every engine reads the same bits: as a text, because digits with a point are decimals there.
    pub(super) fn number(&self, number: f64) -> String {
        format!("CAST('{}' AS {})", number_text(number), self.dialect.type_of(Sort::Number))
    }

    fn variable(&mut self, name: &str, default: &[Json], path: &str) -> Result<Value, Refusal> {
        let fact = self.columns.fact(name).map_err(|message| Refusal { path: path.to_owned(), message })?;
        let Some(default) = default.first() else { return Ok(Value::Maybe { sql: fact.sql, sort: fact.sort }) };
        let default = self.value(default, &at_index(path, 1))?;
        match default {
            Value::Null => Ok(Value::Maybe { sql: fact.sql, sort: fact.sort }),
            Value::Surely { sql, sort } if sort == fact.sort && fact.may_default => {
                Ok(Value::Surely { sql: format!("COALESCE({}, {sql})", fact.sql), sort })
            }
            _ => refuse(
                path,
                format!(
                    "SQL takes a default only for answers, events, visitor and utm, and of their own sort; {name:?} is no such fact, or its default of another sort."
                ),
            ),
        }
    }

    fn same(&mut self, a: &Json, b: &Json, path: &str) -> Result<String, Refusal> {
        let (a, b) = (self.value(a, &at_index(path, 0))?, self.value(b, &at_index(path, 1))?);
        let is_null = |value: &Value| match value {
            Value::Null => "TRUE".to_owned(),
            Value::Maybe { sql, .. } => format!("({sql} IS NULL)"),
            Value::Surely { .. } | Value::Written(_) => "FALSE".to_owned(),
        };
        let both_null = match (&a, &b) {
            (Value::Null, other) | (other, Value::Null) => return Ok(is_null(other)),
            (Value::Maybe { sql: a, .. }, Value::Maybe { sql: b, .. }) => format!("({a} IS NULL AND {b} IS NULL)"),
            _ => "FALSE".to_owned(),
        };
        match (a.sort(), b.sort()) {
            (Some(Sort::List), _) | (_, Some(Sort::List)) => refuse(
                path,
                "Lists are the same only if they are one list; ask for what is in them with \"in\".".to_owned(),
            ),
            (a_sort, b_sort) if a_sort != b_sort => Ok(both_null),
            _ => Ok(format!("COALESCE({} = {}, {both_null})", a.sql(), b.sql())),
        }
    }

    fn ordered(&mut self, operator: &str, values: &[Json], path: &str) -> Result<String, Refusal> {
        let mut numbers = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let there = at_index(path, index);
            let value = self.value(value, &there)?;
            match value.sort() {
                // Guarded: what is missing compares with nothing.
                None => return Ok("FALSE".to_owned()),
                Some(Sort::Number) => numbers.push(value.sql().to_owned()),
                Some(_) => {
                    return refuse(
                        &there,
                        format!(
                            "SQL compares numbers with {operator:?}; this is none, and texts are ordered differently by every engine."
                        ),
                    );
                }
            }
        }
        let pairs: Vec<String> =
            numbers.iter().zip(numbers.iter().skip(1)).map(|(a, b)| format!("{a} {operator} {b}")).collect();
        Ok(format!("COALESCE({}, FALSE)", pairs.join(" AND ")))
    }

    fn within(&mut self, sought: &Json, place: &Json, path: &str) -> Result<String, Refusal> {
        let is_wishes =
            operation(place).is_some_and(|(name, values)| name == "var" && values == [Json::from("asksFor")]);
        if let (true, Json::Text(wish)) = (is_wishes, sought) {
            return self.columns.asks_for(wish).map_err(|message| Refusal { path: path.to_owned(), message });
        }
        let (sought_path, place_path) = (at_index(path, 0), at_index(path, 1));
        let place_value = self.value(place, &place_path)?;
        let value = self.value(sought, &sought_path)?;
        match (&value, &place_value) {
            // A written list is nobody's item, but in a text it would be sought as a text.
            (Value::Written(_), _) if place_value.sort() != Some(Sort::List) => {
                refuse(&sought_path, "SQL looks for a single value.".to_owned())
            }
            (Value::Written(_), _) | (_, Value::Null) => Ok("FALSE".to_owned()),
            (_, Value::Written(items)) => self.one_of(&value, items, &place_path),
            (_, Value::Maybe { sql, sort: Sort::List } | Value::Surely { sql, sort: Sort::List }) => match (&value, sought) {
                (Value::Surely { sql: text, sort: Sort::Text }, Json::Text(_)) => {
                    Ok(format!("COALESCE({}, FALSE)", self.dialect.has(sql, text)))
                }
                _ => refuse(&sought_path, "SQL looks in a list for a text that is written out.".to_owned()),
            },
            (_, Value::Maybe { sql, sort: Sort::Text } | Value::Surely { sql, sort: Sort::Text }) => match (sought, place) {
                // In an empty text nothing is found, not even the empty one.
                (Json::Text(text), _) if text.is_empty() => Ok(format!("COALESCE({sql} <> '', FALSE)")),
                (Json::Text(_), _) => Ok(format!("COALESCE({} > 0, FALSE)", self.dialect.place(sql, value.sql()))),
                _ => refuse(&sought_path, "SQL looks in a text for a text that is written out; to compare with several values, write them as a list.".to_owned()),
            },
            _ => Ok("FALSE".to_owned()),
        }
    }

    fn one_of(&mut self, value: &Value, items: &[Json], path: &str) -> Result<String, Refusal> {
        let mut same = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match self.constant(item, &at_index(path, index))? {
                Value::Surely { sql, sort } if Some(sort) == value.sort() => same.push(sql),
                _ => {}
            }
        }
        let mut ways = Vec::new();
        if !same.is_empty() && value.sort().is_some() {
            ways.push(format!("COALESCE({} IN ({}), FALSE)", value.sql(), same.join(", ")));
        }
        if items.contains(&Json::Null) {
            match value {
                Value::Null => ways.push("TRUE".to_owned()),
                Value::Maybe { sql, .. } => ways.push(format!("({sql} IS NULL)")),
                _ => {}
            }
        }
        Ok(if ways.is_empty() { "FALSE".to_owned() } else { format!("({})", ways.join(" OR ")) })
    }

    /// Compiles the value of `if`: all that it may give has to be of one sort.
    fn chosen(&mut self, values: &[Json], path: &str) -> Result<Value, Refusal> {
        let mut sort = None;
        let mut of_one_sort = |compiler: &mut Self, json: &Json, path: &str| {
            let value = compiler.value(json, path)?;
            match (value.sort(), sort) {
                (Some(Sort::List), _) => return refuse(path, "SQL does not choose between lists.".to_owned()),
                (Some(found), Some(known)) if found != known => {
                    return refuse(path, "In SQL all that \"if\" may give must be of one sort.".to_owned());
                }
                (Some(found), None) => sort = Some(found),
                _ => {}
            }
            Ok(value.sql().to_owned())
        };
        let sql = self.choice(values, path, &mut of_one_sort, "NULL")?;
        Ok(sort.map_or(Value::Null, |sort| Value::Maybe { sql, sort }))
    }

    fn choice(
        &mut self,
        values: &[Json],
        path: &str,
        part: &mut dyn FnMut(&mut Self, &Json, &str) -> Result<String, Refusal>,
        otherwise: &str,
    ) -> Result<String, Refusal> {
        let mut whens = String::new();
        let mut last = otherwise.to_owned();
        for (index, pair) in values.chunks(2).enumerate() {
            let at = |offset: usize| at_index(path, index * 2 + offset);
            match pair {
                [test, value] => {
                    let test = self.truth(test, &at(0))?;
                    whens.push_str(&format!(" WHEN {test} THEN {}", part(self, value, &at(1))?));
                }
                [value] => last = part(self, value, &at(0))?,
                _ => {}
            }
        }
        Ok(if whens.is_empty() { last } else { format!("CASE{whens} ELSE {last} END") })
    }
}

fn refuse<T>(path: &str, message: String) -> Result<T, Refusal> {
    Err(Refusal { path: path.to_owned(), message })
}

/// Gives the operator of an expression and its values, where it is an operation.
fn operation(json: &Json) -> Option<(&str, &[Json])> {
    let (name, values) = json.as_object()?.last()?;
    Some((name, values.as_list().unwrap_or(core::slice::from_ref(values))))
}
