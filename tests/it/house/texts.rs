//! The texts in a file: string literals, inside macros, too, and doc comments.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::{Source, is_for_tests};

/// Returns every text of `source` with its line, white space as one space; none of what is there for tests alone.
pub fn texts(source: &Source) -> Vec<(usize, String)> {
    let mut reader = Reader(Vec::new());
    if !source.is_for_tests() {
        reader.visit_file(&source.syntax);
    }
    reader.0
}

struct Reader(Vec<(usize, String)>);

impl Reader {
    fn add_tokens(&mut self, stream: TokenStream) {
        for token in stream {
            match token {
                TokenTree::Group(group) => self.add_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                        self.visit_lit_str(&text);
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        let line = text.span().start().line;
        let value = text.value();
        let words: Vec<&str> = value.split_whitespace().collect();
        self.0.push((line, words.join(" ")));
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        match &attribute.meta {
            syn::Meta::List(list) => self.add_tokens(list.tokens.clone()),
            syn::Meta::Path(_) | syn::Meta::NameValue(_) => visit::visit_attribute(self, attribute),
        }
    }

    fn visit_macro(&mut self, of: &'ast syn::Macro) {
        self.add_tokens(of.tokens.clone());
    }
}
