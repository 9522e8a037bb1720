use maud::{Markup, Render, html};

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    label: &'a str,
    class: &'static str,
}

impl<'a> Column<'a> {
    /// A column of words.
    pub fn text(label: &'a str) -> Self {
        Self { label, class: "" }
    }

    /// A column of figures, set to the end of the line.
    pub fn number(label: &'a str) -> Self {
        Self { label, class: "num" }
    }

    /// A column of short things that must not break.
    pub fn short(label: &'a str) -> Self {
        Self { label, class: "nowrap" }
    }
}

impl Column<'_> {
    fn written(&self) -> Option<&'static str> {
        (!self.class.is_empty()).then_some(self.class)
    }
}

/// A row of a table; its first cell names it.
#[derive(Debug, Clone)]
pub struct Row {
    cells: Vec<Markup>,
    current: bool,
}

impl Row {
    /// A row of cells, in the order of the columns. Columns without a cell stay empty.
    pub fn new(cells: impl IntoIterator<Item = Markup>) -> Self {
        Self { cells: cells.into_iter().collect(), current: false }
    }

    /// Marks the row the page is about.
    pub fn current(self, current: bool) -> Self {
        Self { current, ..self }
    }
}

/// A table that stays one for screen readers when a narrow screen turns its rows into records.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    caption: &'a str,
    columns: Vec<Column<'a>>,
    rows: Vec<Row>,
    class: String,
    walk: bool,
}

impl<'a> Table<'a> {
    /// An empty table. The caption is read out, not shown: the section's heading is what eyes see.
    pub fn new(caption: &'a str, columns: impl IntoIterator<Item = Column<'a>>) -> Self {
        let columns = columns.into_iter().collect();
        Self { caption, columns, rows: Vec::new(), class: "tbl".to_owned(), walk: false }
    }

    /// Adds the rows.
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// Sets rows closer.
    pub fn tight(self) -> Self {
        self.class("tight")
    }

    /// Keeps a small table a table on narrow screens.
    pub fn keep(self) -> Self {
        self.class("keep")
    }

    /// Adds a class of a page's own, such as `clk`.
    pub fn class(mut self, class: &str) -> Self {
        self.class.push(' ');
        self.class.push_str(class);
        self
    }

    /// Lets the keys j and k walk its rows.
    pub fn walk(mut self) -> Self {
        self.walk = true;
        self
    }

    fn row(&self, row: &Row) -> Markup {
        let none = html! {};
        let cells = self.columns.iter().enumerate().map(|(i, column)| (i, column, row.cells.get(i).unwrap_or(&none)));
        html! {
            tr role="row" data-row[self.walk] aria-current=[row.current.then_some("true")] {
                @for (i, column, cell) in cells {
                    @let class = column.written();
                    @if i == 0 {
                        th role="rowheader" scope="row" class=[class] { (cell) }
                    } @else if cell.0.is_empty() {
                        td role="cell" class=[class] {}
                    } @else {
                        td role="cell" class=[class] data-l=(column.label) { div { (cell) } }
                    }
                }
            }
        }
    }
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        html! {
            table class=(self.class) role="table" {
                caption.vh { (self.caption) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for column in &self.columns {
                            th role="columnheader" scope="col" class=[column.written()] { (column.label) }
                        }
                    }
                }
                tbody role="rowgroup" { @for row in &self.rows { (self.row(row)) } }
            }
        }
    }
}

/// A second line in a cell, smaller.
pub fn sub(body: impl Render) -> Markup {
    html! { span.sub { (body) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_labels_survive_the_phone() {
        let table = Table::new("Gates", [Column::text("Gate"), Column::number("Count")])
            .tight()
            .walk()
            .rows([Row::new([html! { "Language" }, html! { "2" }]).current(true), Row::new([html! { "Type" }])]);
        assert_eq!(
            table.render().into_string(),
            concat!(
                r#"<table class="tbl tight" role="table"><caption class="vh">Gates</caption><thead role="rowgroup"><tr role="row">"#,
                r#"<th role="columnheader" scope="col">Gate</th><th role="columnheader" scope="col" class="num">Count</th></tr></thead>"#,
                r#"<tbody role="rowgroup"><tr role="row" data-row aria-current="true"><th role="rowheader" scope="row">Language</th>"#,
                r#"<td role="cell" class="num" data-l="Count"><div>2</div></td></tr>"#,
                r#"<tr role="row" data-row><th role="rowheader" scope="row">Type</th><td role="cell" class="num"></td></tr></tbody></table>"#
            )
        );
    }
}
