//! Faults as SARIF 2.1.0, for code-scanning pages.

use serde_json::{Value, json};

use crate::diagnostic::Code;
use crate::report::{FaultReport, FaultsReport};

/// A SARIF log with one run. `root` is the folder that file names are relative to.
#[must_use]
pub fn sarif(report: &FaultsReport, root: &str) -> String {
    let rules: Vec<Value> =
        Code::ALL.iter().map(|code| json!({"id": code.name(), "shortDescription": {"text": code.meaning()}})).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "comity",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": report.faults.iter().map(|fault| result(fault, root)).collect::<Vec<_>>(),
        }],
    });
    super::json(&log)
}

fn result(fault: &FaultReport, root: &str) -> Value {
    let message = match &fault.help {
        Some(help) => format!("{}. {help}", fault.message),
        None => fault.message.clone(),
    };
    let mut result = json!({
        "ruleId": fault.code,
        "level": fault.severity,
        "message": {"text": message},
    });
    let place = (&fault.file, fault.line, fault.column, fault.end);
    if let (Some(file), Some(line), Some(column), Some((end_line, end_column))) = place
        && let Some(result) = result.as_object_mut()
    {
        let root = root.trim_end_matches('/');
        let uri = if root.is_empty() { file.clone() } else { format!("{root}/{file}") };
        let location = json!([{"physicalLocation": {
            "artifactLocation": {"uri": uri},
            "region": {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column},
        }}]);
        result.insert("locations".to_owned(), location);
    }
    result
}
