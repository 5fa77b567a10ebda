// SPDX-License-Identifier: Apache-2.0

// Package people knows who works in the workspace and what each may do:
// accounts and roles, how one signs in and is invited, tokens for programs, and
// the audit. The one table of permissions is here (May); whoever guards a door
// asks it.
//
// Every change is written together with its line in the audit. Secrets leave
// this package once, in the answer of the method that made them; kept is their
// SHA-256, or argon2id for passwords.
//
// It owns no storage: it declares its Store. It imports fault, and nothing else
// of ours.
package people
