//! The label of a box: the agent says where it lies, and we fetch it from there.

use serde_json::json;

use super::{Shiprocket, asks, wire};
use crate::line::{Question, Refusal};

/// How every PDF begins.
const PDF: &[u8] = b"%PDF-";

impl Shiprocket {
    /// The label of a box, as a PDF.
    ///
    /// # Errors
    /// [`Refusal`]; asking again is harmless. What is no PDF is [`Refusal::Garbled`].
    pub async fn label(&self, shipment: &str) -> Result<Vec<u8>, Refusal> {
        let body = json!({ "shipment_id": [asks::number(shipment)] });
        let answer: wire::LabelAnswer = self
            .ask(|| Question::post("make label", wire::at("/courier/generate/label"), body.clone()))
            .await?;
        let url = answer.label_url.ok_or_else(|| Refusal::garbled("no address of a label"))?;
        let bytes = self.line.download("fetch label", &url).await?;
        if bytes.starts_with(PDF) { Ok(bytes) } else { Err(Refusal::garbled("the label is no PDF")) }
    }
}
