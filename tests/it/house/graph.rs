//! Which file needs which, by paths and by methods called on `self`, and the circles in that.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};

use super::{Source, is_for_tests, paths};

/// For each module the modules that it needs.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// The graph of paths: an edge for each file that another one names something of.
pub fn by_paths(sources: &[Source]) -> Graph {
    let modules: BTreeSet<String> = sources.iter().map(Source::name).collect();
    let mut graph = Graph::new();
    for source in sources.iter().filter(|source| !source.is_for_tests()) {
        let from = source.name();
        let needs = graph.entry(from.clone()).or_default();
        for path in paths::production_paths(source) {
            let full: Vec<String> = if path[0] == "crate" {
                path[1..].to_vec()
            } else {
                source.module.iter().chain(&path).cloned().collect()
            };
            let owner = (1..=full.len())
                .rev()
                .map(|length| full[..length].join("/"))
                .find(|name| modules.contains(name));
            needs.extend(owner.filter(|owner| *owner != from));
        }
    }
    graph
}

/// The same with an edge for each `self.method()` whose method is written in another file.
pub fn with_methods(sources: &[Source]) -> Graph {
    let mut graph = by_paths(sources);
    let mut homes: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let mut calls: Vec<(String, String, String)> = Vec::new();
    for source in sources.iter().filter(|source| !source.is_for_tests()) {
        let mut reader = Methods::default();
        reader.visit_file(&source.syntax);
        for method in reader.written {
            homes.entry(method).or_default().insert(source.name());
        }
        for (on, method) in reader.called {
            calls.push((source.name(), on, method));
        }
    }
    for (from, on, method) in calls {
        if let Some(at) = homes.get(&(on, method))
            && !at.contains(&from)
        {
            graph.entry(from).or_default().extend(at.iter().cloned());
        }
    }
    graph
}

/// The circles of a graph, the largest first: modules that all need each other, directly or not.
pub fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = graph
        .keys()
        .map(|start| (start, reachable(graph, start)))
        .collect();
    let mut placed: BTreeSet<&String> = BTreeSet::new();
    let mut circles = Vec::new();
    for (name, reached) in &reach {
        if placed.contains(name) || !reached.contains(name) {
            continue;
        }
        let circle: Vec<String> = reached
            .iter()
            .filter(|other| reach.get(**other).is_some_and(|back| back.contains(name)))
            .map(|other| (*other).clone())
            .collect();
        placed.extend(reached.iter().filter(|other| circle.contains(other)));
        if circle.len() > 1 {
            circles.push(circle);
        }
    }
    circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    circles
}

fn reachable<'a>(graph: &'a Graph, start: &String) -> BTreeSet<&'a String> {
    let mut seen = BTreeSet::new();
    let mut next: Vec<&String> = graph.get(start).into_iter().flatten().collect();
    while let Some(name) = next.pop() {
        if seen.insert(name) {
            next.extend(graph.get(name).into_iter().flatten());
        }
    }
    seen
}

/// The methods that a file writes and calls, each with the type that it belongs to.
#[derive(Default)]
struct Methods {
    on: Option<String>,
    written: Vec<(String, String)>,
    called: Vec<(String, String)>,
}

impl<'ast> Visit<'ast> for Methods {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let syn::Type::Path(path) = &*item.self_ty else {
            return;
        };
        let outer = self.on.take();
        self.on = path.path.segments.last().map(|last| last.ident.to_string());
        visit::visit_item_impl(self, item);
        self.on = outer;
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if let Some(on) = &self.on {
            self.written
                .push((on.clone(), function.sig.ident.to_string()));
        }
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if let (Some(on), syn::Expr::Path(receiver)) = (&self.on, &*call.receiver)
            && receiver.path.is_ident("self")
        {
            self.called.push((on.clone(), call.method.to_string()));
        }
        visit::visit_expr_method_call(self, call);
    }
}
