// SPDX-License-Identifier: Apache-2.0

/** One thing that is wrong, at a place: "body.edits[0].to", or a document's path with its line. */
export interface Fault {
  location?: string;
  message: string;
  value?: unknown;
  line?: number;
  column?: number;
  remedy?: string;
  /** Nothing is refused because of it. */
  warning?: boolean;
}

/** What the server says when it refuses (RFC 9457, with a code and a remedy). */
export interface ProblemDocument {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  /** What is wrong with the shape of the request. */
  errors?: { location?: string; message?: string; value?: unknown }[] | null;
  /** What is wrong with what it says. */
  faults?:
    | {
        field?: string;
        message: string;
        line?: number;
        column?: number;
        remedy?: string;
        warning?: boolean;
      }[]
    | null;
  remedy?: string;
}

/** Codes that the UI tells apart. "offline" is ours: no answer came. */
export type ProblemCode =
  | "invalid"
  | "not_found"
  | "conflict"
  | "forbidden"
  | "unauthorized"
  | "too_few"
  | "too_many"
  | "unavailable"
  | "internal"
  | "offline";

const codes: Record<number, ProblemCode> = {
  400: "invalid",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  412: "conflict",
  422: "invalid",
  429: "too_many",
  503: "unavailable",
};

/** The server writes plainly and small, as programs do; people read a sentence. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (!trimmed) return "";
  const ended = /[.!?…:][”"»)]*$/.test(trimmed);
  return trimmed[0]?.toUpperCase() + trimmed.slice(1) + (ended ? "" : ".");
}

/**
 * Problem is every error that a call of the API can end in. `message` is what
 * happened, `remedy` what to do about it, `faults` where.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly remedy: string;
  readonly faults: Fault[];

  constructor(status: number, document: ProblemDocument) {
    super(sentence(document.detail || document.title || ""));
    this.name = "Problem";
    this.status = status;
    this.code =
      (document.code as ProblemCode | undefined) ?? codes[status] ?? (status === 0 ? "offline" : "internal");
    this.remedy = sentence(document.remedy ?? "");
    this.faults = [
      ...(document.errors ?? []).map((e) => ({ ...e, message: sentence(e.message ?? "") })),
      ...(document.faults ?? []).map(({ field, ...rest }) => ({
        ...rest,
        message: sentence(rest.message),
        location: field,
      })),
    ];
  }

  /** The faults as a form wants them: field name → message. "body.email" is the field "email". */
  fields(): Record<string, string> {
    const fields: Record<string, string> = {};
    for (const fault of this.faults) {
      const name = fault.location?.replace(/^(body|query|path)\.?/, "");
      if (name && !(name in fields)) fields[name] = fault.message;
    }
    return fields;
  }
}

/** The problem that an unknown error is, so that every panel can show it alike. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(-1, { detail: error instanceof Error ? error.message : String(error) });
}
