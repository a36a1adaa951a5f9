//! What can be counted in the sources: lines, long functions, catch-all arms, names that stand twice, clones.

use std::collections::BTreeMap;

use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::{Source, is_for_tests};

/// The figures of some sources, without what is there for tests alone (except in `lines`).
#[derive(Default)]
pub struct Figures {
    /// Files.
    pub files: usize,
    /// Lines as they stand in the files.
    pub lines: usize,
    /// Each function: its lines, and its name with its module.
    pub functions: Vec<(usize, String)>,
    /// For each type of the package (struct, enum, trait, alias) the modules that define one of that name.
    pub types: BTreeMap<String, Vec<String>>,
    /// Match arms that catch whatever is left: `_ =>`.
    pub catch_alls: usize,
    /// Calls of `.clone()`.
    pub clones: usize,
}

impl Figures {
    /// Counts in `sources`.
    pub fn of(sources: &[Source]) -> Self {
        let mut counter = Counter {
            figures: Self::default(),
            module: String::new(),
        };
        for source in sources {
            counter.module = source.name();
            counter.figures.files += 1;
            counter.figures.lines += source.text.lines().count();
            if !source.is_for_tests() {
                counter.visit_file(&source.syntax);
            }
        }
        let mut figures = counter.figures;
        figures
            .functions
            .sort_by_key(|function| std::cmp::Reverse(function.clone()));
        figures
    }

    /// The names that more than one type has, each with the modules that define one.
    pub fn names_that_stand_twice(&self) -> Vec<(&String, &Vec<String>)> {
        self.types
            .iter()
            .filter(|(_, modules)| modules.len() > 1)
            .collect()
    }
}

struct Counter {
    figures: Figures,
    module: String,
}

impl Counter {
    fn add_function(&mut self, name: &syn::Ident, whole: &impl Spanned) {
        let span = whole.span();
        let lines = span.end().line - span.start().line + 1;
        self.figures
            .functions
            .push((lines, format!("{}::{name}", self.module)));
    }

    fn add_type(&mut self, name: &syn::Ident) {
        let modules = self.figures.types.entry(name.to_string()).or_default();
        modules.push(self.module.clone());
    }
}

impl<'ast> Visit<'ast> for Counter {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_for_tests(&function.attrs) {
            self.add_function(&function.sig.ident, &function.block);
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add_function(&function.sig.ident, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.add_type(&item.ident);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.add_type(&item.ident);
        visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.add_type(&item.ident);
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.add_type(&item.ident);
        visit::visit_item_type(self, item);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if matches!(arm.pat, syn::Pat::Wild(_)) {
            self.figures.catch_alls += 1;
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "clone" {
            self.figures.clones += 1;
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, of: &'ast syn::Macro) {
        // Most macros take expressions: `format!`, `vec!`, `write!`.
        let parser = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(arguments) = of.parse_body_with(parser) {
            for argument in &arguments {
                Visit::visit_expr(self, argument);
            }
        }
        visit::visit_macro(self, of);
    }
}
