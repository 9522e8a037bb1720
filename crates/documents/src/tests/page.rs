use super::*;
#[test]
fn look() {
    for language in Language::ALL {
        let forms = [Form::Order(Box::new(order())), Form::Feedback(Box::new(feedback())), Form::Impossibility(Box::new(impossibility()))];
        for (i, form) in forms.into_iter().enumerate() {
            let mut paper = paper_of(form, language);
            if i == 0 { paper.attachment = Some(b"{}".to_vec()); }
            std::fs::write(format!("/tmp/p-{}-{i}.pdf", language.code()), set(&paper).unwrap()).unwrap();
        }
    }
    std::fs::write("/tmp/p-letter.pdf", set_letter(&letter()).unwrap()).unwrap();
}
