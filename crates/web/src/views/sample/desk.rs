//! A page of somebody who works here.

use super::*;

/// Every part that no buyer's page uses, at somebody's desk.
pub(super) struct Desk {
    figures: Figures,
    rows: Rows,
    table: Table,
    deed: Deed,
    drawing: Drawing,
}

impl View for Desk {
    fn title(&self, _t: &Text) -> String {
        "आज".into()
    }
    fn navigation(&self, _t: &Text) -> Navigation {
        let rooms = ["आज", "मेरा सामान", "मेरे पैसे", "मदद"].map(|room| Link::new(room, "/hi/maker"));
        let mut rooms = Vec::from(rooms);
        rooms[0].here = true;
        Navigation::Desk { title: "सुनीता देवी".into(), rooms: Rooms::of(rooms) }
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Desk as d,
    r#"<h1>आज</h1>{{ d.drawing.html(t) }}{{ d.figures.html(t) }}{{ d.deed.html(t) }}{{ d.rows.html(t) }}{{ d.table.html(t) }}"#
);

pub(super) fn desk() -> Desk {
    let figure = |value: &str, label: &str| Figure {
        value: value.into(),
        label: label.into(),
        href: Some("/hi/maker".into()),
    };
    let column = |label: &str, figures| Column { label: label.into(), figures };
    let cells = |name: &str, on: &str, amount: &str| TableRow {
        href: Some("/x".into()),
        cells: vec![name.into(), on.into(), amount.into()],
    };
    Desk {
        figures: Figures {
            figures: vec![figure("2", "नए ऑर्डर"), figure("1", "भेजना है"), figure("₹4,250", "इस महीने")],
        },
        rows: Rows {
            rows: vec![Row {
                href: "/x".into(),
                title: "2 × लाल लहठी".into(),
                figure: "₹1,040".into(),
                note: "24-11-2026 तक".into(),
                standing: "आपकी हाँ का इंतज़ार".into(),
            }],
        },
        table: Table {
            caption: "इस महीने के पैसे".into(),
            columns: vec![column("ऑर्डर", false), column("कब मिले", false), column("रकम", true)],
            rows: vec![cells("DM-4821", "24-11-2026", "₹494"), cells("DM-4790", "20-11-2026", "₹988")],
        },
        deed: Deed {
            action: "/x".into(),
            button: Button::main("हाँ, बना दूँगी"),
            with: vec![],
            form_key: Some("k".into()),
        },
        drawing: Drawing { url: "/assets/art/icon-lac.svg".into(), width_px: 64, height_px: 64 },
    }
}
