//! The table of codes: one entry per kind of fault, in the order in which owners meet them.
//!
//! A new code is one entry here and its pair of examples, `bad/AREA--NAME.json` and
//! `good/AREA--NAME.json`, in `tests/fixtures/configs/`; about cases it is one entry and its
//! `AREA-NAME.json` in `tests/golden/cases/`.

use super::{At::*, Code};
use crate::diagnostic::Severity::*;

codes! {
    no_example "file" "missing" Error Value {
        "A file that is not there",
        "A check that silently passes over a file it can't find would let a broken config through.",
        "Correct the name, or the directory the command is run in.",
        "It is about the file, before there is a config in it.",
    }
    no_example "file" "directory" Error Value {
        "A directory without configs",
        "Of a directory every file that ends in .json is checked; here there is none.",
        "Name the directory that holds the configs.",
        "It is about the file, before there is a config in it.",
    }
    no_example "file" "unreadable" Error Value {
        "A file that can't be read",
        "The system refuses to give the file's content.",
        "Look at the file's permissions.",
        "It is about the file, before there is a config in it.",
    }
    no_example "file" "too-large" Error Value {
        "A file that is too large",
        "A config travels to every visitor, so it may have 1 MiB at most.",
        "Take out what is no part of the flow, such as images written as text.",
        "It is about the file, before there is a config in it.",
    }
    no_example "file" "not-utf8" Error Value {
        "A file that is not UTF-8",
        "Browsers read JSON as UTF-8; other encodings would show broken letters or nothing.",
        "Save the file as UTF-8.",
        "It is about the file, before there is a config in it.",
    }
    example "config" "empty" Error Value {
        "An empty config",
        "Nothing can be shown.",
        "Write a config, or copy one from the gallery.",
    }
    example "config" "web-page" Error Value {
        "A web page in place of a config",
        "Servers often answer a wrong address with a page; the flow would not appear.",
        "Name the address of the JSON file itself.",
    }
    example "config" "syntax" Error Value {
        "Not JSON",
        "A comma, brace or quote is missing or one too many, so nothing after it can be read.",
        "Correct the text at the place that is named. JSON has no comments and no comma after the last entry.",
    }
    no_example "config" "too-large" Error Value {
        "A config that is too large",
        "Every visitor loads it, so it may have 1024 kB at most.",
        "Keep pictures and documents beside it and name them by their address.",
        "An example would have more than a million letters.",
    }
    example "config" "wrong-kind" Error Value {
        "A value of the wrong kind",
        "A setting holds a text where a number is expected, or the like, so it can't be used.",
        "Write a value of the kind that is named.",
    }
    example "config" "bad-color" Error Value {
        "Not a colour",
        "Colours are written as #rgb or #rrggbb; names and functions of CSS are not read, so that a config can't carry CSS.",
        "Write the colour in hexadecimal digits.",
    }
    example "config" "missing" Error Value {
        "A setting that must stand is missing",
        "Without it the part has no meaning.",
        "Add the setting.",
    }
    example "config" "unknown-key" Error Key {
        "A setting that does not exist",
        "It has no effect; most often it is a slip of the keyboard, and what was meant is not set.",
        "Write the name that is suggested, or remove it.",
    }
    example "config" "unknown-type" Error Value {
        "A type that does not exist",
        "Nothing can be asked with it.",
        "Write one of the types that are listed.",
    }
    example "config" "unknown-word" Error Value {
        "A word that is not among those allowed",
        "The setting takes one of a few words.",
        "Write one of the words that are listed.",
    }
    example "config" "bad-name" Error Value {
        "Not a name",
        "Names stand in conditions, leads and exports, so they are kept simple.",
        "Begin with a letter, go on with letters, digits, - or _.",
    }
    example "config" "out-of-bounds" Error Value {
        "Outside the bounds",
        "The value is less or more than the setting can take.",
        "Write a value within the bounds that are named.",
    }
    example "config" "empty-text" Error Value {
        "An empty text",
        "A visitor would see nothing where something should be said.",
        "Write a text, or leave the setting out.",
    }
    example "config" "unsafe-address" Error Value {
        "An address that is not safe",
        "It could run a script in the page or carry leads over the network unencrypted.",
        "Write https:// and the host, or a path on the same site.",
    }
    example "config" "repeated-key" Error Key {
        "A setting that stands twice",
        "Programs disagree which of the two counts.",
        "Remove one of the two.",
    }
    example "flow" "repeated-step" Error Value {
        "Two steps of one name",
        "A jump to the name could mean either.",
        "Give each step its own id.",
    }
    example "flow" "step-named-end" Error Value {
        "A step named \"end\"",
        "\"end\" means the end of the flow, so no jump could reach the step.",
        "Give the step another id.",
    }
    example "flow" "unknown-step" Error Value {
        "A jump to a step that does not exist",
        "The jump leads nowhere.",
        "Write the id of a step further down, or \"end\".",
    }
    example "flow" "backward-step" Error Value {
        "A jump backward",
        "Steps only lead forward, so that every flow ends; visitors go back with the button.",
        "Name a step further down, or \"end\".",
    }
    example "flow" "unreachable-step" Warning Value {
        "A step that is never shown",
        "No answers lead there, so its questions are never asked and its rules never fire. The ways through the flow are all looked at, with what is known on each of them.",
        "Correct the condition or the jump that leads past it, or remove the step.",
    }
    example "flow" "jump-never-taken" Warning Value {
        "A jump that is never taken",
        "An entry above it always holds, or its own condition never does.",
        "Put the entry without a condition last, or correct the condition.",
    }
    example "flow" "empty-step" Warning Value {
        "A step that shows nothing",
        "A visitor would see an empty screen with a button.",
        "Give the step fields or a text, or remove it.",
    }
    example "flow" "repeated-field" Error Value {
        "Two fields of one name",
        "Each answer has its own name in the lead; the second would overwrite the first.",
        "Give each field its own name.",
    }
    example "flow" "same-label" Warning Value {
        "Two questions that read the same",
        "A visitor can't tell what to write where.",
        "Give each question its own words.",
    }
    example "flow" "repeated-option" Error Value {
        "Two options of one value",
        "In the lead the two could not be told apart.",
        "Give each option its own value.",
    }
    example "flow" "too-few-options" Error Value {
        "More must be picked than there is",
        "Nobody could answer the question.",
        "Write a smaller number, or more options.",
    }
    example "flow" "bound-without-effect" Warning Value {
        "A bound that changes nothing",
        "It suggests a limit that is not there.",
        "Correct it, or leave it out.",
    }
    example "flow" "nothing-fits" Error Value {
        "Bounds that leave no answer",
        "The least is more than the most, so no answer would be taken.",
        "Swap the two.",
    }
    example "flow" "dead-end" Error Value {
        "A question that nobody can answer",
        "It must be answered, but no answer fits its bounds: every visitor is stuck there.",
        "Correct the bounds, or remove \"required\".",
    }
    example "flow" "levels-not-rising" Error Value {
        "Thresholds that do not rise",
        "A level above would be reached before the one below.",
        "Write the thresholds from small to large.",
    }
    example "flow" "reads-ahead" Error Value {
        "A condition that reads a later answer",
        "When it is looked at, the answer is not there yet.",
        "Move that field up, or the condition down.",
    }
    example "flow" "field-never-shown" Warning Value {
        "A field that is never shown",
        "Its condition never holds with what is known by then, so it is never asked, even where it is required.",
        "Correct the condition, or remove the field.",
    }
    example "flow" "always-required" Warning Value {
        "Required always and on condition",
        "What is required anyway needs no condition.",
        "Keep one of \"required\" and \"requiredIf\".",
    }
    example "flow" "never-required" Warning Value {
        "A condition under which a field is never required",
        "It never holds with what is known by then, so the field can always be left blank.",
        "Correct the condition, or remove it.",
    }
    example "flow" "hidden-required" Warning Value {
        "A hidden value that is required",
        "No visitor can set it, so it is never required.",
        "Give it a \"value\", or remove \"required\".",
    }
    example "flow" "no-prefill" Error Value {
        "A field that no address may fill in",
        "Whoever writes a link could put words into a visitor's mouth: a consent, or a value the page sets.",
        "Remove \"prefill\".",
    }
    example "flow" "piping-in-agreement" Error Value {
        "An answer in the words of an agreement",
        "What is agreed to is kept word for word and must be the same for everybody.",
        "Write the words out.",
    }
    example "flow" "place-without-fallback" Warning Value {
        "A text that may have a hole",
        "The answer may be missing when the text is read.",
        "Say what stands there then, as {answers.seats|a few}.",
    }
    example "flow" "unknown-place" Error Value {
        "A place in a text that nothing is put into",
        "The visitor would see a hole.",
        "Write the name of an answer, as {answers.role}.",
    }
    example "flow" "unknown-country" Error Value {
        "A country that does not exist",
        "Nothing is known about a country of this code.",
        "Write the two capital letters of ISO 3166, as \"DE\".",
    }
    example "logic" "unknown-operator" Error Key {
        "An operator that does not exist",
        "No engine could evaluate the condition.",
        "Write the operator that is suggested.",
    }
    example "logic" "several-operators" Error Value {
        "Two operators in one object",
        "JsonLogic takes such an object for a plain value, which always counts as true.",
        "Give each operator an object of its own and join them with \"and\" or \"or\".",
    }
    example "logic" "value-count" Error Key {
        "An operator with too few or too many values",
        "Values that are missing read as null, which is hardly what was meant.",
        "Write as many values as the operator takes.",
    }
    example "logic" "names-not-a-list" Error Value {
        "\"missing_some\" without a list",
        "It takes a number and a list of names.",
        "Put the names into square brackets.",
    }
    example "logic" "too-deep" Error Value {
        "A condition that is nested too deep",
        "Nobody can read it, and evaluating it could take too long.",
        "Split it: \"and\" and \"or\" take any number of values.",
    }
    example "logic" "unknown-answer" Error Value {
        "A condition that reads a field that does not exist",
        "It reads as null, so the condition never holds, or always does.",
        "Write the name of a field.",
    }
    example "logic" "unknown-fact" Warning Value {
        "A condition that reads a fact that is never there",
        "It reads as null, silently. Some facts are there only later: the score is known to stages and outcomes alone.",
        "Write the path that is suggested.",
    }
    example "logic" "missing-var" Warning Value {
        "A path that is compared as a text",
        "Without \"var\" the path is a text like any other: the condition compares its letters, not the answer.",
        "Write { \"var\": \"answers.role\" }.",
    }
    example "logic" "no-operator" Warning Value {
        "A value where a condition is meant",
        "A text or a list always counts as true, or, when empty, never.",
        "Write an operator with what is to be compared.",
    }
    example "logic" "unknown-option" Warning Value {
        "A comparison with an option that does not exist",
        "No visitor can pick it, so the comparison never holds.",
        "Write the value of an option.",
    }
    example "logic" "wrong-kind" Warning Value {
        "A comparison of unlike things",
        "Strict comparison never takes a number for a text, or a list for one of its items.",
        "Write a value of the kind the field has.",
    }
    example "logic" "out-of-range" Warning Value {
        "A comparison with an answer that is never given",
        "The field's own bounds refuse the value, so the comparison never holds.",
        "Compare with a value within the field's bounds.",
    }
    example "logic" "never-true" Warning Value {
        "An alternative that is never true",
        "The whole condition can hold, but not by this part of it.",
        "Correct the part, or remove it.",
    }
    example "logic" "always-true" Warning Value {
        "A condition that is always true",
        "It decides nothing: whatever visitors answer, it holds. A condition that only asks whether a required field was answered is no fault.",
        "Correct the condition, or leave it out.",
    }
    example "logic" "loose-equality" Error Key {
        "Loose equality",
        "It takes unlike things for equal, and engines disagree which.",
        "Write === or !==.",
    }
    no_example "logic" "not-lowered" Error Value {
        "A condition too long to be written out",
        "Told by --lowered only: for other engines the guards against missing values are written out, and this would make it longer than 100,000 places.",
        "Do not nest comparisons in what other comparisons compare.",
        "It would have more than 100,000 places.",
    }
    example "score" "repeated-rule" Error Value {
        "Two rules of one name",
        "In an explanation the two could not be told apart.",
        "Give each rule its own id.",
    }
    example "score" "if-or-count" Error Value {
        "A rule with both or neither of \"if\" and \"count\"",
        "A rule gives points for what is true, or for what the visitor did.",
        "Write one of the two.",
    }
    example "score" "nothing-to-count" Error Key {
        "A setting about events in a rule without events",
        "It has no effect.",
        "Remove it, or write \"count\" instead of \"if\".",
    }
    example "score" "not-of-the-event" Warning Value {
        "A condition on counted events that reads what no event has",
        "It is asked of each event by itself, which knows no answers and no other facts, so it would never hold.",
        "Read kind, path, name, t or props.NAME.",
    }
    example "score" "several-decays" Error Value {
        "Points that fade in several ways",
        "Only one can hold.",
        "Keep the one that suits, such as \"halfLifeDays\".",
    }
    example "score" "unknown-group" Error Value {
        "A rule in a group that does not exist",
        "The bounds that were meant do not hold.",
        "Write the id of a group.",
    }
    example "score" "empty-group" Warning Value {
        "A group without rules",
        "Its bounds hold for nothing.",
        "Name the group in a rule, or remove it.",
    }
    example "score" "empty-dimension" Warning Value {
        "Bounds of a dimension without rules",
        "They hold for nothing; most often the name is misspelt.",
        "Write the name of a dimension that rules have.",
    }
    example "score" "repeated-group" Error Value {
        "Two groups of one name",
        "It is not clear whose bounds hold.",
        "Give each group its own id.",
    }
    example "score" "repeated-dimension" Error Value {
        "Two dimensions of one name",
        "Only the bounds of the first would hold.",
        "Give each its own id.",
    }
    example "score" "repeated-disqualifier" Error Value {
        "Two disqualifiers of one name",
        "Whoever reads why a lead was ruled out could not tell which of the two did it.",
        "Give each its own id.",
    }
    example "score" "repeated-rubric" Error Value {
        "Two rubrics of one name",
        "Conditions read a rubric by its name, so they could mean either.",
        "Remove one, or give your own another id.",
    }
    example "score" "nothing-fits" Error Value {
        "Bounds that leave no points",
        "The least is more than the most.",
        "Swap the two.",
    }
    example "score" "no-level" Warning Value {
        "Options that tell nothing",
        "The field says what it tells, but no option says how much, so rubrics learn nothing.",
        "Give the options a \"level\" from 0 to 3.",
    }
    example "score" "level-out-of-reach" Warning Value {
        "A level that is never or always reached",
        "The field's own bounds put the threshold out of reach, or below every answer.",
        "Write thresholds between the field's \"min\" and \"max\".",
    }
    example "score" "rule-never-fires" Warning Value {
        "A rule that never fires",
        "No lead can ever get its points: its condition contradicts the fields it reads, or itself.",
        "Correct the condition, or remove the rule.",
    }
    example "score" "rule-always-fires" Warning Value {
        "A rule that always fires",
        "Every lead gets the points, so they tell no lead from another.",
        "Correct the condition, or remove the rule.",
    }
    example "score" "contradicting-rules" Warning Value {
        "Two rules that contradict each other",
        "They fire for exactly the same leads, and one takes what the other gives.",
        "Keep one, or correct its condition.",
    }
    example "score" "same-condition" Warning Value {
        "Two rules with one condition",
        "They fire for exactly the same leads; most often one of them was copied and not changed.",
        "Make them one rule, or correct one of the conditions.",
    }
    example "score" "gate-never-closes" Warning Value {
        "A disqualifier that rules nobody out",
        "Its condition never holds.",
        "Correct the condition, or remove it.",
    }
    example "score" "never-warm" Warning Value {
        "No room between hot and warm",
        "Warm begins where leads are hot already.",
        "Let \"warm\" be less than \"hot\".",
    }
    example "score" "threshold-never-reached" Warning Value {
        "A threshold that no lead reaches",
        "All rules together give fewer points.",
        "Lower the threshold, or give more points.",
    }
    example "score" "threshold-always-reached" Warning Value {
        "A threshold that every lead reaches",
        "No lead has fewer points, so it tells no lead from another.",
        "Raise the threshold.",
    }
    example "score" "stage-never-reached" Warning Value {
        "A stage that no lead reaches",
        "The rules, bounds and fields of the flow leave its condition no chance.",
        "Correct the condition, or remove the entry.",
    }
    example "score" "route-never-taken" Warning Value {
        "A route that no lead takes",
        "Whoever is named there waits for leads that never come: an entry above takes them all, or no lead is ever at that stage.",
        "Put the entry for all others last, and name stages that leads can be at.",
    }
    example "score" "cuts-not-falling" Warning Value {
        "Grades whose percentages do not fall",
        "The first percentage that a lead reaches decides its grade, so that one which is not lower than the one before it decides nothing.",
        "Write the percentages from the highest to the lowest.",
    }
    example "model" "newer-version" Error Value {
        "A model of a newer Leadlet",
        "What a newer format says is not known here, and half a model would give a wrong probability.",
        "Update Leadlet, or train the model with the version that reads it.",
    }
    example "model" "unknown-fact" Error Value {
        "A model that reads what there is not",
        "The fact would be missing for every lead, and the probability would mean nothing.",
        "Name a field of the flow as answers.NAME, or another fact; `leadlet train --map COLUMN=FACT` writes it.",
    }
    example "model" "edges-or-values" Error Value {
        "A table with edges and values, or with neither",
        "Numbers fall between edges and everything else is looked up among values; a table can't do both.",
        "Keep one of the two.",
    }
    example "model" "not-rising" Error Value {
        "Numbers that do not rise",
        "Bins are found by going up from the lowest edge; out of order some would never be reached.",
        "Write them from small to large, and what belongs to each in the same order.",
    }
    example "model" "wrong-length" Error Value {
        "Lists that do not fit together",
        "Each bin, node or leaf has one entry in every list; with one missing the others belong to the wrong one.",
        "Write as many as are needed; numbers have one bin more than edges.",
    }
    example "model" "broken-tree" Error Value {
        "A tree that leads nowhere",
        "A node must lead to nodes further down or to leaves, each reached once; else a lead would go round or fall out.",
        "Import the model again; trees are not written by hand.",
    }
    example "outcome" "repeated" Error Value {
        "Two outcomes of one name",
        "In leads and events the two could not be told apart.",
        "Give each outcome its own id.",
    }
    example "outcome" "no-default" Error Value {
        "No outcome for everybody else",
        "A visitor for whom no condition holds would see nothing at the end.",
        "Add an outcome without \"if\" at the end.",
    }
    example "outcome" "hides-others" Warning Value {
        "An outcome that hides those below it",
        "It has no condition, so no visitor ever sees the ones below.",
        "Give it an \"if\", or move it to the end.",
    }
    example "outcome" "never-reached" Warning Value {
        "An outcome that is never shown",
        "No lead fulfils its condition, or the outcomes above it take every lead that does.",
        "Correct the condition, or remove the outcome.",
    }
    example "delivery" "nowhere" Warning Value {
        "Leads that go nowhere",
        "Without an endpoint no lead ever arrives.",
        "Name an endpoint in \"delivery\".",
    }
    example "words" "unknown-place" Error Value {
        "A place that nothing is put into",
        "The visitor would see a hole in the sentence.",
        "Write one of the places the sentence knows.",
    }
    example "words" "missing-place" Warning Value {
        "A sentence that leaves out what it should say",
        "The visitor does not learn the number.",
        "Put the place where it belongs in the sentence.",
    }
    example "words" "untranslated" Warning Value {
        "English sentences in a flow of another language",
        "Buttons and messages would be English while the questions are not.",
        "Write the sentences that are named in \"words\".",
    }
    example "privacy" "asked-before-agreement" Warning Value {
        "Personal data asked before the agreement",
        "Visitors should know what becomes of their data before they give it.",
        "Move the agreement to the same step or above it.",
    }
    example "privacy" "no-policy" Warning Value {
        "Personal data without a word on what becomes of it",
        "Visitors, and the law in many countries, expect to be told when data is asked for.",
        "Add an agreement with a \"policyUrl\", or a statement that links to your policy.",
    }
    example "secret" "in-config" Error Value {
        "A secret in the config",
        "Every visitor can read the config, so the secret is public the moment it is on the page.",
        "Revoke it and keep the new one on your server; let the page post to an address of your own.",
    }
    example "secret" "in-address" Error Value {
        "A secret in an address",
        "Every visitor can read the config, so whoever likes can use the address.",
        "Keep the secret on your server; let the page post to an address of your own.",
    }
    example "secret" "looks-like-one" Warning Value {
        "A value that looks like a secret",
        "It is as mixed as only chance makes a text, and every visitor can read it.",
        "Keep secrets on your server.",
    }
    example "look" "low-contrast" Warning Value {
        "A colour that is hard to see",
        "Links and marks in this colour are too close to the surface they stand on for many people (WCAG 2.2 AA).",
        "Write the colour that is suggested, or another as far from the surface.",
    }
    example "look" "empty-words" Warning Value {
        "A picture described by nothing",
        "Those who can't see the picture hear a file name or \"picture\".",
        "Say what it shows; write \"\" where it only decorates.",
    }
    example "look" "picture-without-words" Warning Value {
        "An option that is only a picture",
        "Those who can't see it hear its value, which is written for programs.",
        "Give it a \"label\", or say in \"alt\" what the picture shows.",
    }
    no_example "cases" "none" Error Value {
        "Nothing to replay",
        "Without cases nothing shows that the flow does what its owner means.",
        "Write a file of cases beside the config; `leadlet test --help` shows a whole one.",
        "It is about a file that is not there.",
    }
    no_example "cases" "no-config" Error Value {
        "Cases without their config",
        "A case is a visit to a flow, and its config is not where it is looked for.",
        "Put the file beside its config, or name the config in \"config\", as a path from this file.",
        "It is about a file that is not there.",
    }
    no_example "cases" "never-asked" Warning Value {
        "An answer for all cases that none is asked for",
        "It proves nothing, and may have been meant for a field that has another name by now.",
        "Remove it, or add a case that comes to its step.",
        "It shows only when the cases have been run.",
    }
    of_cases "cases" "syntax" Error Value {
        "A file of cases that is not JSON",
        "Nothing in it can be run until it can be read.",
        "Correct the text at the place that is named.",
    }
    of_cases "cases" "missing" Error Value {
        "A case that lacks what it can't do without",
        "A report could not say which case failed, or there would be nothing to run.",
        "Write the setting that is named.",
    }
    of_cases "cases" "unknown-key" Error Key {
        "A setting that cases do not have",
        "It would be passed over, and the case would prove something else than it says.",
        "Write the name that is suggested; `www/cases.schema.json` lists them all.",
    }
    of_cases "cases" "repeated-key" Error Value {
        "A name that stands twice in one place of a case",
        "Only one of the two would count, and readers of JSON differ in which.",
        "Remove one of the two.",
    }
    of_cases "cases" "wrong-kind" Error Value {
        "A value that no visitor could give",
        "The case would be about a visit that can't happen.",
        "Write a value of the kind that is named.",
    }
    of_cases "cases" "out-of-bounds" Error Value {
        "A number outside of what cases take",
        "No visit has such a time, and no lead such a number.",
        "Write a number within the bounds that are named.",
    }
    of_cases "cases" "empty-text" Error Value {
        "An empty text in a case",
        "It names nothing, so no report could point at it.",
        "Write a text, or leave the setting out.",
    }
    of_cases "cases" "bad-name" Error Value {
        "An expected name that nothing can have",
        "No step, rule or outcome is ever called so, so the case could only fail.",
        "Write the name as it stands in the config.",
    }
    of_cases "cases" "bad-time" Error Value {
        "A time that is none",
        "When a visit happens decides what has faded, so a guess would decide the score.",
        "Write a time of UTC, such as 2026-01-15T12:00:00Z.",
    }
    of_cases "cases" "unknown-word" Error Value {
        "A word that is not known at this place of a case",
        "A lead never says it, so the case could only fail.",
        "Write one of the words that are listed.",
    }
    of_cases "cases" "repeated-name" Error Value {
        "Two cases of one name",
        "A report could not say which of them failed.",
        "Say in the name what is different about this visitor.",
    }
    of_cases "cases" "unknown-field" Error Key {
        "A field that the flow does not have",
        "The answer would be given to nobody.",
        "Write the name that is suggested, or add the field to the config.",
    }
    of_cases "cases" "not-asked" Error Key {
        "An answer for what nobody is asked",
        "A visitor can't answer a field that is hidden, calculated or only something to read.",
        "Give a hidden field its value under \"hidden\", and remove the others.",
    }
    of_cases "cases" "not-hidden" Error Key {
        "A value of the page for a field that visitors see",
        "The page gives values to hidden fields only.",
        "Put it under \"prefill\" where the page fills it in, else under \"answers\".",
    }
    of_cases "cases" "not-filled-in" Error Key {
        "A prefilled field that a page can't fill in",
        "Agreements and hidden fields are never taken from the page's prefilled answers.",
        "Remove it, or give a hidden field its value under \"hidden\".",
    }
    of_cases "cases" "unknown-option" Error Value {
        "An option that the field does not have",
        "No visitor can pick it.",
        "Write the value of an option, as the config has it.",
    }
    of_cases "cases" "unknown-parameter" Error Key {
        "A parameter of the address that no field takes",
        "It would fill in nothing.",
        "Write a name that a field has as its \"prefill\", or allow it there.",
    }
    of_cases "cases" "event-unclear" Error Value {
        "An event that does not say what happened",
        "The view of a page has a path, anything else has a name; rules count by them.",
        "Write the one that belongs to its kind.",
    }
    of_cases "cases" "unknown-step" Error Value {
        "An expected step that there is not",
        "No visitor can come to it, so the case could only fail.",
        "Write the id of a step.",
    }
    of_cases "cases" "unknown-rule" Error Key {
        "An expected contribution of a rule that there is not",
        "No score can have it, so the case could only fail.",
        "Write the id of a rule or, as group:NAME, of a group.",
    }
    of_cases "cases" "unknown-outcome" Error Value {
        "An expected outcome that there is not",
        "No visitor can be led to it.",
        "Write the id of an outcome.",
    }
    of_cases "cases" "unknown-grade" Error Value {
        "An expected grade that no lead can have",
        "A grade is a letter for how well a lead fits and a number for how much it is engaged.",
        "Write a letter from A to D, or ?, and a number from 1 to 4, as B3.",
    }
    of_cases "cases" "unknown-reason" Error Value {
        "A refusal for a reason that there is not",
        "A visitor is refused with one of the sentences of the dictionary, named by its key.",
        "Write the key of the sentence, as freeMail.",
    }
    of_cases "cases" "refused-and-lead" Error Key {
        "A visitor who is refused and makes a lead",
        "One who is refused makes no lead, so nothing can be expected of it.",
        "Keep either \"refused\" or what is expected of the lead.",
    }
}
