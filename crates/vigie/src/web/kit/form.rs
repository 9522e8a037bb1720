use maud::{Markup, Render, html};

use super::{
    button::shortcut,
    classes,
    icon::{Icon, icon},
};
use crate::web::messages::{Lang, words};

/// A form that changes something; it carries the session's token against forged requests.
pub fn post(action: &str, csrf: &str, class: &str, body: Markup) -> Markup {
    html! {
        form class=[written(class)] method="post" action=(action) {
            input type="hidden" name="csrf" value=(csrf);
            (body)
        }
    }
}

/// The same, for files.
pub fn upload(action: &str, csrf: &str, class: &str, body: Markup) -> Markup {
    html! {
        form class=[written(class)] method="post" action=(action) enctype="multipart/form-data" {
            input type="hidden" name="csrf" value=(csrf);
            (body)
        }
    }
}

/// An attribute that is left out when it is empty.
fn written(class: &str) -> Option<&str> {
    (!class.is_empty()).then_some(class)
}

/// A field a person writes into or picks from: label, control, hint and error belong together for every reader.
#[derive(Debug, Clone, Default)]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    id: Option<&'a str>,
    kind: Option<&'a str>,
    value: &'a str,
    hint: Option<String>,
    error: Option<String>,
    required: Option<&'static str>,
    autocomplete: Option<&'a str>,
    numeric: bool,
    pattern: Option<&'a str>,
    key: Option<&'a str>,
    multiple: bool,
}

impl<'a> Field<'a> {
    /// A field by the name it is sent under and its label. Its id is its name.
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, ..Self::default() }
    }

    /// Another id, where a page holds several fields of one name.
    pub fn id(self, id: &'a str) -> Self {
        Self { id: Some(id), ..self }
    }

    /// The `type` of an input, such as `password`, `email`, `file`.
    pub fn kind(self, kind: &'a str) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// What it holds already.
    pub fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    /// What to write, and how.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// What is wrong with what was sent, and what to do.
    pub fn error(self, error: Option<impl Into<String>>) -> Self {
        Self { error: error.map(Into::into), ..self }
    }

    /// It must be filled; said in a word.
    pub fn required(self, lang: Lang) -> Self {
        Self { required: Some(words::REQUIRED.get(lang)), ..self }
    }

    /// What the browser may fill in.
    pub fn autocomplete(self, purpose: &'a str) -> Self {
        Self { autocomplete: Some(purpose), ..self }
    }

    /// Brings up digits on a phone, and says which pattern they form.
    pub fn numeric(self, pattern: &'a str) -> Self {
        Self { numeric: true, pattern: Some(pattern), ..self }
    }

    /// A key that moves to it.
    pub fn key(self, key: &'a str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Takes several files.
    pub fn multiple(self) -> Self {
        Self { multiple: true, ..self }
    }

    /// A line of text.
    pub fn input(&self) -> Markup {
        let value = (!self.value.is_empty()).then_some(self.value);
        self.around(html! {
            input.in id=(self.own_id()) name=(self.name) type=(self.kind.unwrap_or("text")) value=[value]
                required[self.required.is_some()] multiple[self.multiple] autocomplete=[self.autocomplete]
                inputmode=[self.numeric.then_some("numeric")] pattern=[self.pattern] data-key=[self.key]
                aria-invalid=[self.error.as_ref().map(|_| "true")] aria-describedby=[self.described_by()];
        })
    }

    /// Several lines of text.
    pub fn textarea(&self, rows: u8) -> Markup {
        self.around(html! {
            textarea.in id=(self.own_id()) name=(self.name) rows=(rows) required[self.required.is_some()]
                data-key=[self.key] aria-invalid=[self.error.as_ref().map(|_| "true")]
                aria-describedby=[self.described_by()] { (self.value) }
        })
    }

    /// One of several: what is sent, and what is read. The one whose value the field holds is chosen.
    pub fn select(&self, options: &[(&str, &str)]) -> Markup {
        self.around(html! {
            select.in id=(self.own_id()) name=(self.name) required[self.required.is_some()]
                aria-invalid=[self.error.as_ref().map(|_| "true")] aria-describedby=[self.described_by()] {
                @for (value, label) in options { option value=(value) selected[*value == self.value] { (label) } }
            }
        })
    }

    fn own_id(&self) -> &'a str {
        self.id.unwrap_or(self.name)
    }

    fn described_by(&self) -> Option<String> {
        let parts = [("hint", self.hint.is_some()), ("error", self.error.is_some())];
        let ids: Vec<String> =
            parts.iter().filter(|(_, there)| *there).map(|(part, _)| format!("{}-{part}", self.own_id())).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn around(&self, control: Markup) -> Markup {
        html! {
            div.field {
                label for=(self.own_id()) {
                    (self.label)
                    @if let Some(word) = self.required { " " span.hint.inline { (word) } }
                }
                (control)
                @if let Some(hint) = &self.hint { span.hint id={ (self.own_id()) "-hint" } { (hint) } }
                @if let Some(error) = &self.error {
                    span.err id={ (self.own_id()) "-error" } { (icon(Icon::Bad)) (error) }
                }
            }
        }
    }
}

/// A radio button or a checkbox with its label, hint and key.
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    kind: &'static str,
    name: &'a str,
    value: &'a str,
    label: &'a str,
    hint: &'a str,
    key: Option<&'a str>,
    checked: bool,
    class: &'a str,
}

impl<'a> Choice<'a> {
    /// One of several that exclude each other. Nothing is chosen beforehand.
    pub fn radio(name: &'a str, value: &'a str, label: &'a str) -> Self {
        Self { kind: "radio", name, value, label, hint: "", key: None, checked: false, class: "" }
    }

    /// One of several that may go together.
    pub fn check(name: &'a str, value: &'a str, label: &'a str) -> Self {
        Self { kind: "checkbox", ..Self::radio(name, value, label) }
    }

    /// A further word.
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// The key that chooses it.
    pub fn key(self, key: &'a str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Chosen in a draft that was saved.
    pub fn checked(self, checked: bool) -> Self {
        Self { checked, ..self }
    }

    /// A class of a page's own, such as `protected`.
    pub fn class(self, class: &'a str) -> Self {
        Self { class, ..self }
    }
}

impl Render for Choice<'_> {
    fn render(&self) -> Markup {
        html! {
            label class=(classes("opt", self.class)) {
                input type=(self.kind) name=(self.name) value=(self.value) checked[self.checked]
                    data-key=[self.key] aria-keyshortcuts=[self.key.map(shortcut)];
                span { (self.label) @if !self.hint.is_empty() { span.hint { (self.hint) } } }
                @if let Some(key) = self.key { kbd aria-hidden="true" { (key) } }
            }
        }
    }
}

/// Fields that answer one question.
pub fn fieldset(class: &str, legend: &str, hint: &str, body: Markup) -> Markup {
    html! {
        fieldset class=(classes("field", class)) {
            legend { (legend) }
            @if !hint.is_empty() { span.hint { (hint) } }
            (body)
        }
    }
}

/// A few short answers side by side, of which one holds: what is sent, and what is read.
pub fn seg(legend: &str, name: &str, options: &[(&str, &str)], chosen: Option<&str>) -> Markup {
    fieldset(
        "",
        legend,
        "",
        html! {
            div.seg {
                @for (value, label) in options {
                    label { input type="radio" name=(name) value=(value) checked[chosen == Some(*value)]; (label) }
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_ties_hint_and_error_to_its_control() {
        let field =
            Field::new("url", "Exact URL").value("a\"b").hint("One item.").error(Some("This is a search page."));
        assert_eq!(
            field.input().into_string(),
            concat!(
                r#"<div class="field"><label for="url">Exact URL</label><input class="in" id="url" name="url" type="text" value="a&quot;b""#,
                r#" aria-invalid="true" aria-describedby="url-hint url-error"><span class="hint" id="url-hint">One item.</span>"#,
                r#"<span class="err" id="url-error"><svg class="i s" viewBox="0 0 16 16" aria-hidden="true">"#,
                r##"<use href="#s-bad"></use></svg>This is a search page.</span></div>"##
            )
        );
    }

    #[test]
    fn a_required_textarea_says_so_in_a_word() {
        let written = Field::new("why", "Motif").required(Lang::Fr).value("<x>").textarea(3).into_string();
        assert!(
            written.contains("obligatoire") && written.contains(" required") && written.contains("&lt;x&gt;"),
            "{written}"
        );
    }

    #[test]
    fn a_select_chooses_the_value_it_holds() {
        let written =
            Field::new("c", "Country").value("NL").select(&[("BE", "Belgium"), ("NL", "Netherlands")]).into_string();
        assert!(
            written.contains(r#"<option value="NL" selected>"#) && !written.contains(r#""BE" selected"#),
            "{written}"
        );
    }

    #[test]
    fn choices_are_not_made_beforehand() {
        assert_eq!(
            Choice::radio("purpose", "art", "Art").key("A").class("protected").render().into_string(),
            concat!(
                r#"<label class="opt protected"><input type="radio" name="purpose" value="art" data-key="A" aria-keyshortcuts="Shift+A">"#,
                r#"<span>Art</span><kbd aria-hidden="true">A</kbd></label>"#
            )
        );
        assert!(!seg("Confidence", "c", &[("low", "low")], None).into_string().contains("checked"));
    }

    #[test]
    fn a_form_carries_its_token() {
        assert_eq!(
            post("/logout", "t0k", "form", html! {}).into_string(),
            r#"<form class="form" method="post" action="/logout"><input type="hidden" name="csrf" value="t0k"></form>"#
        );
    }
}
