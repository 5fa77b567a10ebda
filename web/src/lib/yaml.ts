// SPDX-License-Identifier: Apache-2.0
// Just enough of YAML to colour it. Reading a document is the server's work.

export type TokenKind = "key" | "text" | "number" | "comment" | "mark" | "plain";
export interface Token {
  kind: TokenKind;
  text: string;
}

const pattern =
  /(?<comment>(?:^|(?<=\s))#.*$)|(?<key>(?:"(?:[^"\\]|\\.)*"|[^\s"'#{}[\],:-][^\s"'#{}[\],:]*(?: [^\s"'#{}[\],:]+)*)(?=\s*:(?:\s|$)))|(?<text>(?<=^|[\s[{,])(?:"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?))|(?<number>(?<![\w.:-])-?\d+(?:\.\d+)?(?![\w.:-])|(?<![\w-])(?:true|false|null)(?![\w-]))|(?<mark>[{}[\],]|^\s*-(?=\s)|(?<=\s)-(?=\s)|:(?=\s|$))/g;

/** Cuts a line into what it is made of. The texts joined are the line. */
export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > at) tokens.push({ kind: "plain", text: line.slice(at, match.index) });
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    tokens.push({ kind: (kind ?? "plain") as TokenKind, text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < line.length) tokens.push({ kind: "plain", text: line.slice(at) });
  return tokens;
}
