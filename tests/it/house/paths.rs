//! The paths that a file names, in imports, in code and inside macros, each led back to its root.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::Source;

/// Every path with at least two names in `source`: `crate::…` for what is in the package, whatever the file writes
/// (`self`, `super`, the package's name), else as it is written. An import of everything ends with `*`.
pub fn paths(source: &Source) -> Vec<Vec<String>> {
    read(source, true)
}

/// The same without what is there for tests alone.
pub fn production_paths(source: &Source) -> Vec<Vec<String>> {
    read(source, false)
}

fn read(source: &Source, with_tests: bool) -> Vec<Vec<String>> {
    let mut reader = Reader {
        module: match source.module.as_slice() {
            [root] if root == "lib" || root == "main" => Vec::new(),
            module => module.to_vec(),
        },
        with_tests,
        found: Vec::new(),
    };
    reader.visit_file(&source.syntax);
    reader.found
}

struct Reader {
    /// The module that is being read, with the modules written inside the file.
    module: Vec<String>,
    with_tests: bool,
    found: Vec<Vec<String>>,
}

impl Reader {
    fn add(&mut self, path: &[String]) {
        let absolute = match path.first().map(String::as_str) {
            Some("crate" | "gonogo") => rooted(&[], &path[1..]),
            Some("self" | "super") => {
                let ups = path
                    .iter()
                    .take_while(|name| *name == "super" || *name == "self")
                    .count();
                let supers = path[..ups].iter().filter(|name| *name == "super").count();
                let depth = self.module.len().saturating_sub(supers);
                rooted(&self.module[..depth], &path[ups..])
            }
            _ => path.to_vec(),
        };
        if absolute.len() > 1 {
            self.found.push(absolute);
        }
    }

    fn add_tree(&mut self, before: &mut Vec<String>, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.add_tree(before, &path.tree);
                before.pop();
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_tree(before, tree);
                }
            }
            syn::UseTree::Name(name) if name.ident == "self" => self.add(before),
            syn::UseTree::Name(name) => self.add_with(before, name.ident.to_string()),
            syn::UseTree::Rename(rename) if rename.ident == "self" => self.add(before),
            syn::UseTree::Rename(rename) => self.add_with(before, rename.ident.to_string()),
            syn::UseTree::Glob(_) => self.add_with(before, "*".to_owned()),
        }
    }

    fn add_with(&mut self, before: &[String], last: String) {
        let path: Vec<String> = before.iter().cloned().chain([last]).collect();
        self.add(&path);
    }

    /// Paths inside a macro, whose tokens need not be Rust.
    fn add_tokens(&mut self, stream: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in stream {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.add(&std::mem::take(&mut path));
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.add(&std::mem::take(&mut path));
                    self.add_tokens(group.stream());
                    colons = 0;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.add(&std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.add(&path);
    }
}

fn rooted(module: &[String], rest: &[String]) -> Vec<String> {
    std::iter::once("crate".to_owned())
        .chain(module.iter().cloned())
        .chain(rest.iter().cloned())
        .collect()
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !self.with_tests && super::is_for_tests(&module.attrs) {
            return;
        }
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&mut Vec::new(), &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        self.add(&names);
        visit::visit_path(self, path);
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {
        // `pub(super)` names a module without using anything of it.
    }

    fn visit_macro(&mut self, of: &'ast syn::Macro) {
        self.add_tokens(of.tokens.clone());
        visit::visit_macro(self, of);
    }
}
