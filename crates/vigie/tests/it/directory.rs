//! The directory from the command line.

use crate::program::Installation;

const HEAD: &str = "name,kind,country,host_state,legal_representative,contact,languages,time_zone,domains,channels,webhook,contact_confirmed,known_as";

#[test]
fn providers_come_in_go_out_and_are_listed() {
    let place = Installation::make();
    let file = place.write(
        "providers.csv",
        format!(
            "{HEAD}\nLowtide Hosting (REHEARSAL),hosting,NL,,,orders@lowtide.example,en;nl,Europe/Amsterdam,lowtide.test,email,,2020-01-31,\n\
             Sandbar (REHEARSAL),hosting,Netherlands,,,,,Europe/Amsterdam,,,,,\n"
        ),
    );
    let (code, out, err) = place.run(&["provider", "import", &file]);
    assert_eq!(code, 1, "one row was not taken: {out}{err}");
    assert!(out.contains("1 added, 0 changed, 0 unchanged") && out.contains("line 3, country"), "{out}");
    let (code, list, _) = place.run(&["provider", "list"]);
    assert!(code == 0 && list.contains("NL  Lowtide Hosting (REHEARSAL)  orders@lowtide.example"), "{list}");
    assert!(list.contains("contact not confirmed lately"), "{list}");
    assert_eq!(place.json(&["provider", "list", "--json"])["contact_is_stale"], true);
    let (_, csv, _) = place.run(&["provider", "export"]);
    assert!(csv.contains("2020-01-31"), "{csv}");
    let json = place.json(&["provider", "export", "--json"]);
    let again = place.write("providers.json", json.to_string());
    let told = place.json(&["provider", "import", "--json", &again]);
    assert_eq!((&told["unchanged"], &told["left_out"]), (&1.into(), &serde_json::json!([])), "{told}");
    assert_eq!(place.run(&["provider", "export", "--csv", "--json"]).0, 2);
    assert_eq!(place.run(&["provider", "import", "/no/such/file"]).0, 3);
}

#[test]
fn authorities_come_in_and_ours_is_left_to_the_administrator() {
    let place = Installation::make();
    let file = place.write(
        "authorities.csv",
        "name,country,competences,contact,address,telephone,redress\n\
         REHEARSAL Unit,BE,issues_orders;imposes_penalties,desk@unit.example,,,\n\
         REHEARSAL Host,NL,scrutinises_orders,desk@host.example,,,\n",
    );
    let (code, out, _) = place.run(&["authority", "import", &file]);
    assert!(code == 1 && out.contains("1 added") && out.contains("line 2, authority"), "{out}");
    let (code, out, err) = place.run(&["authority", "import", "--person", "admin", &file]);
    assert!(code == 0 && out.contains("0 added, 1 changed, 1 unchanged"), "{out}{err}");
    let (_, csv, _) = place.run(&["authority", "export", "--csv"]);
    assert!(csv.contains("issues_orders;imposes_penalties"), "{csv}");
}
