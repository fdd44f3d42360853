//! The boundary to JavaScript, and nothing else: foreign values in, plain objects out.
//!
//! Objects are read through `Reflect` with every call allowed to fail, so that a getter that
//! throws, a hostile `Proxy`, a cycle or a tower of 100,000 lists ends as an error and the
//! instance answers the next call.

use crate::error::{Code, Error};
use crate::value::{MAX_DEPTH, MAX_NODES, MAX_TEXT, Value, too_large};
use crate::{
    calculator, catalogue as measures, drug as known, progression as course, record, screener,
};
use js_sys::{JsString, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("api.d.ts");

#[wasm_bindgen]
extern "C" {
    // js-sys has this without `catch`; it throws for a revoked Proxy.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    // What `getOwnPropertyDescriptor` makes: a fresh plain object, safe to look at.
    type Descriptor;
    /// A boolean for a value, absent for a getter.
    #[wasm_bindgen(method, getter)]
    fn writable(this: &Descriptor) -> Option<bool>;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Descriptor) -> JsValue;
}

/// The engine's version and the digest of its sources.
#[wasm_bindgen(skip_typescript)]
pub fn version() -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Version {
        engine: &'static str,
        source: &'static str,
    }
    write(&Version {
        engine: env!("CARGO_PKG_VERSION"),
        source: option_env!("TRIAL_PRESCREEN_SOURCE").unwrap_or("unpackaged"),
    })
}

/// The catalogue of measures.
#[wasm_bindgen(skip_typescript)]
pub fn catalogue() -> Result<JsValue, JsValue> {
    write(&measures::catalogue())
}

/// The drugs that are known by name.
#[wasm_bindgen(skip_typescript)]
pub fn drugs() -> Result<JsValue, JsValue> {
    write(&known::drugs())
}

/// The drug that a name means.
#[wasm_bindgen(skip_typescript)]
pub fn drug(name: &JsValue) -> Result<JsValue, JsValue> {
    let found = match read(name)? {
        Value::Text(name) => known::find(&name),
        _ => None,
    };
    write(&found.map(known::KnownDrug::from))
}

/// The table of calculators.
#[wasm_bindgen(skip_typescript)]
pub fn calculators() -> Result<JsValue, JsValue> {
    write(&calculator::calculators())
}

/// Runs a calculator.
#[wasm_bindgen(skip_typescript)]
pub fn calculate(id: &JsValue, inputs: &JsValue) -> Result<JsValue, JsValue> {
    let Value::Text(id) = read(id)? else {
        return Err(thrown(&Error {
            code: Code::UnknownCalculator,
            field: None,
            expected: None,
        }));
    };
    let result = calculator::calculate(&id, &read(inputs)?).map_err(|error| thrown(&error))?;
    write(&result)
}

/// The confirmed changes of a person's EDSS. Absent relapses and options are none.
#[wasm_bindgen(skip_typescript)]
pub fn progression(
    visits: &JsValue,
    relapses: &JsValue,
    options: &JsValue,
) -> Result<JsValue, JsValue> {
    let relapses = if relapses.is_undefined() {
        Value::List(Vec::new())
    } else {
        read(relapses)?
    };
    let options = if options.is_undefined() {
        Value::Null
    } else {
        read(options)?
    };
    let found = course::progression(&read(visits)?, &relapses, &options);
    write(&found.map_err(|error| thrown(&error))?)
}

/// The rules for what counts as worse.
#[wasm_bindgen(js_name = worseningRules, skip_typescript)]
pub fn worsening_rules() -> Result<JsValue, JsValue> {
    write(&course::worsening_rules())
}

/// The rules for what is independent of relapses.
#[wasm_bindgen(js_name = relapseRules, skip_typescript)]
pub fn relapse_rules() -> Result<JsValue, JsValue> {
    write(&course::relapse_rules())
}

/// All problems of a trial definition.
#[cfg(feature = "check")]
#[wasm_bindgen(skip_typescript)]
pub fn check(definition: &JsValue) -> Result<JsValue, JsValue> {
    write(&crate::lint::check(&read(definition)?))
}

/// Some trials, read once.
#[wasm_bindgen(skip_typescript)]
pub struct Screener(screener::Screener);

#[wasm_bindgen]
impl Screener {
    /// Reads the definitions.
    #[wasm_bindgen(constructor)]
    pub fn new(definitions: &JsValue) -> Result<Screener, JsValue> {
        let Value::List(definitions) = read_each(definitions)? else {
            let expected = Some("a list of definitions".to_string());
            return Err(thrown(&Error {
                code: Code::InvalidTrial,
                field: None,
                expected,
            }));
        };
        screener::Screener::new(&definitions)
            .map(Screener)
            .map_err(|error| thrown(&error))
    }

    /// The measures these trials need.
    #[wasm_bindgen]
    pub fn questions(&self) -> Result<JsValue, JsValue> {
        write(&self.0.questions())
    }

    /// What to ask next.
    #[wasm_bindgen]
    pub fn next(&self, answers: &JsValue, as_of: &JsValue) -> Result<JsValue, JsValue> {
        let next = self
            .0
            .next(&read(answers)?, &day(as_of))
            .map_err(|error| thrown(&error))?;
        write(&next)
    }

    /// All that is worth asking.
    #[wasm_bindgen]
    pub fn open(&self, answers: &JsValue, as_of: &JsValue) -> Result<JsValue, JsValue> {
        let open = self
            .0
            .open(&read(answers)?, &day(as_of))
            .map_err(|error| thrown(&error))?;
        write(&open)
    }

    /// What cannot all be true.
    #[wasm_bindgen]
    pub fn contradictions(&self, answers: &JsValue, as_of: &JsValue) -> Result<JsValue, JsValue> {
        let found = self
            .0
            .contradictions(&read(answers)?, &day(as_of))
            .map_err(|error| thrown(&error))?;
        write(&found)
    }

    /// One verdict a trial.
    #[wasm_bindgen]
    pub fn screen(&self, answers: &JsValue, as_of: &JsValue) -> Result<JsValue, JsValue> {
        let verdicts = self
            .0
            .screen(&read(answers)?, &day(as_of))
            .map_err(|error| thrown(&error))?;
        write(&verdicts)
    }

    /// Values beside limits.
    #[wasm_bindgen]
    pub fn scales(&self, answers: &JsValue, as_of: &JsValue) -> Result<JsValue, JsValue> {
        let scales = self
            .0
            .scales(&read(answers)?, &day(as_of))
            .map_err(|error| thrown(&error))?;
        write(&scales)
    }

    /// One byte a trial.
    #[wasm_bindgen]
    pub fn statuses(&self, answers: &JsValue, as_of: &JsValue) -> Result<Vec<u8>, JsValue> {
        self.0
            .statuses(&read(answers)?, &day(as_of))
            .map_err(|error| thrown(&error))
    }
}

/// A person's own health record, handed in resource by resource.
#[wasm_bindgen(skip_typescript)]
#[derive(Default)]
pub struct RecordReader(record::Record);

#[wasm_bindgen]
impl RecordReader {
    /// An empty record.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> RecordReader {
        RecordReader::default()
    }

    /// Takes one resource or one entry of a Bundle.
    #[wasm_bindgen]
    pub fn add(&mut self, resource: &JsValue) -> Result<(), JsValue> {
        let bare = own(resource, &"resource".into());
        let bare = bare.as_ref().unwrap_or(resource);
        // Claims and encounters outweigh the rest: they are counted and not walked through.
        let kind = own(bare, &"resourceType".into()).and_then(|kind| kind.dyn_into().ok());
        let kind = kind.filter(|kind: &JsString| kind.length() < 40);
        if let Some(kind) = kind.map(String::from).filter(|kind| !record::reads(kind)) {
            self.0.pass_over(&kind);
            return Ok(());
        }
        self.0.add(&read(resource)?).map_err(|error| thrown(&error))
    }

    /// What the record says.
    #[wasm_bindgen]
    pub fn findings(&self, as_of: &JsValue) -> Result<JsValue, JsValue> {
        let found = self
            .0
            .findings(&day(as_of))
            .map_err(|error| thrown(&error))?;
        write(&found)
    }
}

/// The day asked about; what is no text of ten letters is no date either, and is not copied.
fn day(value: &JsValue) -> String {
    let text = value
        .dyn_ref::<JsString>()
        .filter(|text| text.length() == 10);
    text.map(String::from).unwrap_or_default()
}

fn write(result: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true);
    result.serialize(&serializer).map_err(JsValue::from)
}

/// An `Error` object with a code and a field.
fn thrown(error: &Error) -> JsValue {
    let object = js_sys::Error::new(&error.to_string());
    object.set_name("PrescreenError");
    let field = error
        .field
        .as_deref()
        .map_or(JsValue::NULL, JsValue::from_str);
    // A fresh object takes both; there is nothing to do if it did not.
    let _ = Reflect::set(&object, &"code".into(), &error.code.as_str().into());
    let _ = Reflect::set(&object, &"field".into(), &field);
    object.into()
}

fn read(value: &JsValue) -> Result<Value, JsValue> {
    Walk::new().value(value, 0).map_err(|error| thrown(&error))
}

/// A list, each item of which may be as large as any other input.
fn read_each(value: &JsValue) -> Result<Value, JsValue> {
    if !matches!(is_array(value), Ok(true)) {
        return Ok(Value::Foreign);
    }
    let each: Each<'_> = &|_, item| Walk::new().value(item, 0);
    Walk::new()
        .list(value, each)
        .map_err(|error| thrown(&error))
}

/// Reads a foreign value within limits of depth, count and text.
struct Walk {
    nodes: usize,
    text: usize,
}

/// How an item of a list is read.
type Each<'e> = &'e dyn Fn(&mut Walk, &JsValue) -> Result<Value, Error>;

impl Walk {
    fn new() -> Walk {
        Walk {
            nodes: MAX_NODES,
            text: MAX_TEXT,
        }
    }

    fn value(&mut self, value: &JsValue, depth: usize) -> Result<Value, Error> {
        self.nodes = self
            .nodes
            .checked_sub(1)
            .filter(|_| depth <= MAX_DEPTH)
            .ok_or_else(too_large)?;
        if let Some(number) = value.as_f64() {
            return Ok(Value::Number(number));
        }
        if let Some(text) = value.dyn_ref::<JsString>() {
            return Ok(Value::Text(self.text(text)?));
        }
        if let Some(flag) = value.as_bool() {
            return Ok(Value::Bool(flag));
        }
        if value.is_null() || value.is_undefined() {
            return Ok(Value::Null);
        }
        if !value.is_object() {
            return Ok(Value::Foreign);
        }
        match is_array(value) {
            Ok(true) => self.list(value, &|walk, item| walk.value(item, depth + 1)),
            Ok(false) => self.map(value, depth),
            Err(_) => Ok(Value::Foreign),
        }
    }

    fn text(&mut self, text: &JsString) -> Result<String, Error> {
        // Three bytes of UTF-8 at most for each UTF-16 unit.
        let most = text.length() as usize * 3;
        self.text = self.text.checked_sub(most).ok_or_else(too_large)?;
        Ok(String::from(text))
    }

    fn list(&mut self, value: &JsValue, each: Each<'_>) -> Result<Value, Error> {
        let Some(length) = own(value, &"length".into()).and_then(|length| length.as_f64()) else {
            return Ok(Value::Foreign);
        };
        // Refused before the loop: a sparse list may claim four thousand million items.
        #[allow(clippy::cast_precision_loss)]
        if length > self.nodes as f64 {
            return Err(too_large());
        }
        let mut items = Vec::new();
        let mut index = 0;
        while f64::from(index) < length {
            items.push(match own(value, &JsValue::from_f64(f64::from(index))) {
                Some(item) => each(self, &item)?,
                None => Value::Foreign,
            });
            index += 1;
        }
        Ok(Value::List(items))
    }

    fn map(&mut self, value: &JsValue, depth: usize) -> Result<Value, Error> {
        if !is_plain(value) {
            return Ok(Value::Foreign);
        }
        let Ok(keys) = Reflect::own_keys(value) else {
            return Ok(Value::Foreign);
        };
        let mut entries = Vec::new();
        for key in keys {
            let Some(name) = key.dyn_ref::<JsString>() else {
                return Ok(Value::Foreign);
            };
            let name = self.text(name)?;
            match own(value, &key) {
                Some(item) if item.is_undefined() => {}
                Some(item) => entries.push((name, self.value(&item, depth + 1)?)),
                None => entries.push((name, Value::Foreign)),
            }
        }
        Ok(Value::Map(entries))
    }
}

/// An object literal, or what `JSON.parse` makes, of any frame: its prototype, if it has one,
/// is the end of the chain.
fn is_plain(value: &JsValue) -> bool {
    let parent = |value: &JsValue| Reflect::get_prototype_of(value).ok().map(JsValue::from);
    match parent(value) {
        Some(prototype) if prototype.is_null() => true,
        Some(prototype) => parent(&prototype).is_some_and(|end| end.is_null()),
        None => false,
    }
}

/// An own property that holds a value; none for a getter, a hole or a trap that throws.
fn own(value: &JsValue, key: &JsValue) -> Option<JsValue> {
    let descriptor =
        Reflect::get_own_property_descriptor(value.unchecked_ref::<Object>(), key).ok()?;
    if descriptor.is_undefined() {
        return None;
    }
    let descriptor = descriptor.unchecked_into::<Descriptor>();
    descriptor.writable().map(|_| descriptor.value())
}
