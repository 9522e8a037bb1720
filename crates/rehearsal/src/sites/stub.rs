#![allow(missing_docs)]
pub struct Generated {
    pub bank: Vec<BankEntry>,
    pub pages: Vec<Page>,
    pub truth: crate::truth::Truth,
}
pub struct BankEntry;
pub struct Page {
    pub host: String,
    pub path: String,
    pub content_type: String,
    pub body: Vec<u8>,
    pub assets: Vec<Asset>,
    pub moved_path: String,
}
pub struct Asset {
    pub path: String,
    pub content_type: String,
    pub body: Vec<u8>,
}
pub fn generate(_: u64) -> Generated {
    let pages = (0..20)
        .map(|i| Page {
            host: format!("b.{}", crate::providers::FIRMS[i % 14].domain),
            path: format!("/p/{i}.html"),
            content_type: "text/html; charset=utf-8".into(),
            body: b"<h1>REHEARSAL</h1>".to_vec(),
            assets: vec![],
            moved_path: format!("/again/{i}.html"),
        })
        .collect();
    Generated {
        bank: vec![],
        pages,
        truth: crate::truth::Truth::default(),
    }
}
