// SPDX-License-Identifier: Apache-2.0
// What screens of documents (personas, segments, touchpoints …) are built from.
export { BasisMark, BasisSum, type Statement, statementOf, statementsOf } from "./Basis";
export { Conflict } from "./Conflict";
export { DocumentDrawer, type FormProps } from "./DocumentDrawer";
export { UsedIn } from "./UsedIn";
export { useDelete } from "./useDelete";
export { type Editing, idIn, useEditing } from "./useEditing";
