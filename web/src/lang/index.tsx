// SPDX-License-Identifier: Apache-2.0
// All text that a person reads. A new language is one file beside fr.ts (with
// its sections) and one line in `languages`.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type Formats, formats } from "@/lib/format";
import { type Catalogue, en } from "./en";
import { type Arguments, type Path, type Same, translate } from "./words";

export type Key = Path<Catalogue>;

/** Translates: t("journeys.steps", { count: 3 }). Keys and values are checked by the compiler. */
export type Translate = <P extends Key>(path: P, ...values: Arguments<Catalogue, P>) => string;

export const languages = { en: "English", fr: "Français" } as const;
export type Language = keyof typeof languages;

const load: Record<Language, () => Promise<Same<Catalogue>>> = {
  en: async () => en,
  fr: async () => (await import("./fr")).fr,
};

interface Speech {
  language: Language;
  /** As Intl wants it: the language, with the browser's region where it is the same language. */
  locale: string;
  t: Translate;
  format: Formats;
  speak: (language: Language) => void;
}

const Context = createContext<Speech | null>(null);
const remembered = "wend-language";

/** The language to begin with: the one chosen here, else the browser's, else English. */
export function languageOf(chosen: string | null, wanted: readonly string[]): Language {
  for (const tag of [chosen ?? "", ...wanted]) {
    const language = tag.slice(0, 2).toLowerCase();
    if (language in languages) return language as Language;
  }
  return "en";
}

/** "en" with a browser in en-GB is en-GB: dates as the reader writes them. */
export function localeOf(language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}

const stored = () => {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null;
  }
};

interface SpeakingProps {
  /** The workspace's time zone. */
  zone?: string;
  /** The person's own language; what was chosen in this browser comes before it. */
  preferred?: string;
  children: ReactNode;
}

/** Gives the language and the formats to everything below. */
export function Speaking({ zone, preferred = "", children }: SpeakingProps) {
  const [language, setLanguage] = useState<Language>(() => languageOf(stored(), navigator.languages));
  useEffect(() => {
    if (preferred && !stored()) setLanguage(languageOf(preferred, navigator.languages));
  }, [preferred]);
  const [spoken, setSpoken] = useState<{ language: Language; catalogue: Same<Catalogue> } | null>(
    language === "en" ? { language, catalogue: en } : null,
  );
  useEffect(() => {
    let wanted = true;
    load[language]().then((catalogue) => wanted && setSpoken({ language, catalogue }));
    return () => {
      wanted = false;
    };
  }, [language]);
  const speech = useMemo<Speech | null>(() => {
    if (!spoken) return null;
    const locale = localeOf(spoken.language, navigator.languages);
    return {
      language: spoken.language,
      locale,
      t: (path, ...values) =>
        translate(spoken.catalogue, locale, path, values[0] as Record<string, string | number>),
      format: formats(locale, zone),
      speak: (next) => {
        try {
          localStorage.setItem(remembered, next);
        } catch {
          // Without storage the choice lasts as long as the page.
        }
        setLanguage(next);
      },
    };
  }, [spoken, zone]);
  useEffect(() => {
    if (speech) document.documentElement.lang = speech.language;
  }, [speech]);
  return speech && <Context value={speech}>{children}</Context>;
}

export function useSpeech(): Speech {
  const speech = useContext(Context);
  if (!speech) throw new Error("no <Speaking> above");
  return speech;
}

/** The translator of the chosen language. */
export const useT = (): Translate => useSpeech().t;
/** Numbers, shares, lengths of time and dates, as the reader writes them, in the workspace's zone. */
export const useFormat = (): Formats => useSpeech().format;
