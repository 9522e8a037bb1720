//! The same contract on every store.

mod memory {
    testkit::store_contract!(crate::backends::memory);
}

mod sqlite {
    testkit::store_contract!(crate::backends::sqlite);
}

mod postgres {
    testkit::store_contract!(crate::backends::postgres);
}
