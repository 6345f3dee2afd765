//! Meaning: what the files say, typed, with names that can be looked up.
//!
//! `lower` makes a [`File`] from a tree and never stops at the first fault; [`Project`] joins the files and resolves
//! names across them. Equality ignores places.

mod authority;
mod calendar;
mod cited;
mod cond;
mod conduct;
mod content;
mod decl;
mod fault;
mod file;
mod flow;
mod kpi;
mod lower;
mod name;
mod near;
mod number;
mod project;
mod record;
mod scope;
mod sla;
mod text;
mod texts;
mod uses;
mod value;

pub use calendar::{CalendarFault, NoHolidays, OpenHours};
pub use cited::{Citation, Construct, citations};
pub use cond::{Compare, Cond, Is, Literal};
pub use conduct::{Modal, Policy, Test, Training};
pub use content::{Contents, content_hash, used_by};
pub use decl::{
    Body, Calendar, Category, CategoryValue, Channel, Clause, ClauseKind, Control, ControlKind, DayRange, Decl,
    DeclKind, ExtraDay, Hours, Param, ParamType, ParamValue, Role, Routine, RoutineStart, Standard, System,
};
pub use fault::{Expect, Fault, FaultKind};
pub use file::{Accept, Approval, Common, File, Head, HistoryRow, Status, Use};
pub use flow::{
    Act, Action, Anytime, Bound, Branch, Callee, Cite, Count, Delay, Flow, Form, Go, Guard, LateLine, Limit, Node,
    NodeKind, Party, Start, StartOn, Takes, Target, Trigger, Warn, Way, Work, each_node,
};
pub use kpi::{CaseSet, Kpi, Measure, Statistic, Threshold};
pub use lower::{lower, read_value};
pub use name::{Ident, Name, Ref, is_invisible};
pub use near::nearest;
pub use number::{is_open_number, same_number};
pub use project::{ImportFault, Module, Project, Symbol, each_flow};
pub use record::{Ask, AskType, Choice, Field, Range, Record};
pub use scope::{FieldOf, NodeOf, NodeWhat, Scope, is_same_type};
pub use sla::{Columns, Combine, Row, Sla, Table};
pub use text::{Text, Translation};
pub use texts::{Owner, TextKind, TextUse, texts};
pub use uses::{Named, Usage, Wanted, usages, usages_of};
pub use value::{ClockRef, Cmp, HoleUnit, Period, Point, Quantity, Side, Value};
