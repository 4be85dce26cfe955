//! Rego by the fastest engine there is for it, regorus: law as a data document, a prepared engine, one evaluation a
//! request. Both its interpreter and its virtual machine are asked.

use std::fs;
use std::path::Path;

use comity::law::Id;
use comity::lawbook::{Lawbook, NormId};
use comity::logic::{Block, FactId};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};

use crate::measure::{Line, Work, record, timed};

const POLICY: &str = include_str!("../conflicts.rego");
const RULE: &str = "data.comity.conflicts";

/// The forms in which it is asked.
const INTERPRETER: &str = "interpreter";
const MACHINE: &str = "virtual machine";

/// Asks about the first of some requests.
pub(crate) fn run(book: &Lawbook<'_>, blocks: &[Block], requests: usize, dir: &Path) {
    let data = Value::from_json_file(dir.join("rego.json")).unwrap();
    let inputs = blocks.iter().flat_map(|block| (0..block.len()).map(|at| input(book, block, at)));
    let inputs: Vec<Value> = inputs.take(requests).collect();
    let mut engine = Engine::new();
    engine.add_policy("conflicts.rego".into(), POLICY.into()).unwrap();
    engine.add_data(data.clone()).unwrap();
    let compiled = engine.compile_with_entrypoint(&RULE.into()).unwrap();
    let program = Compiler::compile_from_policy(&compiled, &[RULE]).unwrap();
    let mut machine = RegoVM::new();
    machine.load_program(program);
    machine.set_data(data).unwrap();
    machine.set_max_instructions(usize::MAX);
    let interpreted = measured(INTERPRETER, &inputs, |input| {
        engine.set_input(input);
        engine.eval_rule(RULE.into()).unwrap()
    });
    let virtual_machine = measured(MACHINE, &inputs, |input| {
        machine.set_input(input);
        machine.execute().unwrap()
    });
    for (form, results) in [(INTERPRETER, interpreted), (MACHINE, virtual_machine)] {
        let file = format!("regorus.{}.bin", form.replace(' ', "-"));
        fs::write(dir.join(file), bytes(book, &results)).unwrap();
    }
}

fn measured(form: &str, inputs: &[Value], mut solve: impl FnMut(Value) -> Value) -> Vec<Value> {
    solve(inputs[0].clone());
    let (results, seconds) = timed(|| inputs.iter().map(|input| solve(input.clone())).collect::<Vec<Value>>());
    let found = results.iter().map(|result| result.as_set().unwrap().len()).sum();
    Line { peer: "regorus", form, work: Work::Findings, requests: inputs.len(), found, seconds }.print();
    results
}

/// A request as a document: names of values by name of fact; a set fact is a list.
fn input(book: &Lawbook<'_>, block: &Block, request: usize) -> Value {
    let mut document = Value::new_object();
    for (id, fact) in book.corpus.vocabulary.facts.iter() {
        let names = block.column(FactId(u16::try_from(id.index()).unwrap())).unwrap().codes(request).iter();
        let mut names = names.map(|code| Value::from(book.corpus.value_name(id, comity::logic::Code(*code))));
        let value = if fact.is_set() { Value::from(names.collect::<Vec<Value>>()) } else { names.next().unwrap() };
        document.as_object_mut().unwrap().insert(fact.name.as_str().into(), value);
    }
    document
}

fn bytes(book: &Lawbook<'_>, results: &[Value]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (request, result) in results.iter().enumerate() {
        for conflict in result.as_set().unwrap().iter() {
            let part = |at: usize| conflict.as_array().unwrap().get(at).unwrap().as_string().unwrap().to_string();
            let (required, forbidden): (usize, usize) = (part(0).parse().unwrap(), part(1).parse().unwrap());
            let act = book.norms[NormId::from_index(required)].norm.act.index();
            record(&mut bytes, request, required, forbidden, act, u8::from(part(2) == "contested"));
        }
    }
    bytes
}
