//! Variables in line mode: read with their step, listed, entered and linked.

use super::Talk;
use crate::program::Folder;

const TEXT: &str = "\
# Release {{version}}

- [ ] Deploy {{version}} to your-domain.com
  ```sh
  deploy --host your-domain.com {{version}}
  ```
- [ ] Tag {{ Version }}
- [ ] Production domain: ____
";

#[test]
fn variables_are_listed_entered_and_linked() {
    let folder = Folder::with(TEXT);
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ");
    talk.say_and_hear("variables", "{{version}}, empty, 4 places: ")
        .say_and_hear("2.3.0", "places: ")
        .say("")
        .say("fill x")
        .say("3")
        .say("fill example.com")
        .say("link version")
        .say("link")
        .say("1")
        .say("more")
        .say("2")
        .say("fill 2.4.0")
        .say("undo")
        .say("variables");
    let (told, status) = talk.end();
    assert_eq!(status, 0);
    insta::assert_snapshot!(told);
}
