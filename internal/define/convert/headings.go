// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// meaning is what a heading or a lane of somebody's map stands for.
type meaning string

// The meanings. A heading may leave open whether it is a stage or a step.
const (
	asNothing    meaning = ""
	asPhase      meaning = "phase"
	asStage      meaning = "stage"
	asEither     meaning = "stage or step"
	asStep       meaning = "step"
	asTouchpoint meaning = "touchpoint"

	asDescription meaning = "description"
	asChannel     meaning = "channel"
	asOwner       meaning = "owner"
	asActor       meaning = "actor"
	asImportance  meaning = "importance"
	asMoment      meaning = "moment of truth"
	asOptional    meaning = "optional"
	asFeeling     meaning = "feeling"
	asDoes        meaning = "does"
	asThinks      meaning = "thinks"
	asNeeds       meaning = "needs"
	asQuestions   meaning = "questions"
	asPains       meaning = "pains"
	asGains       meaning = "gains"
	asIdeas       meaning = "ideas"
	asQuotes      meaning = "quotes"
	asFrontstage  meaning = "frontstage"
	asBackstage   meaning = "backstage"
	asSupport     meaning = "support processes"

	// Of sticky notes.
	asNote   meaning = "note"
	asFrame  meaning = "frame"
	asColour meaning = "colour"
	asTags   meaning = "tags"
	asAcross meaning = "position across"
	asAuthor meaning = "author"
	asDate   meaning = "date"
	asBoard  meaning = "the whiteboard's own" // identity, position and changes of notes
)

// structural reports whether a meaning says where a step stands.
func (m meaning) structural() bool {
	return slices.Contains([]meaning{asPhase, asStage, asEither, asStep, asTouchpoint}, m)
}

// ofNotes reports whether only columns of sticky notes have a meaning.
func (m meaning) ofNotes() bool {
	return slices.Contains([]meaning{asNote, asFrame, asColour, asTags, asAcross, asAuthor, asDate, asBoard}, m)
}

// synonyms are the headings people use, in English, French and German.
//
//nolint:misspell // French and German words are no misspelt English
var synonyms = map[meaning]string{
	asPhase:       "phase|macro phase|journey phase|phase of journey|temps du parcours|Makrophase|Reisephase",
	asStage:       "stage|journey stage|stage name|episode|milestone|jalon|macro step|macro etape|grande etape|stage title|chapter|Abschnitt|Journeyphase|Meilenstein|Teilphase|Kapitel",
	asEither:      "etape|Etappe|Etappen|etape du parcours",
	asStep:        "step|step title|step name|journey step|title|titre|name|nom|activity|activite|sub step|sous etape|micro etape|task|tache|interaction|intitule|Schritt|Schritte|Teilschritt|Teilschritte|Prozessschritt|Kundenschritt|Titel|Bezeichnung|Aufgabe|Aufgaben|Interaktion|Interaktionen|intitulé étape|nom étape",
	asTouchpoint:  "touchpoint|touch point|point de contact|contact point|contact|point of contact|Kontaktpunkt|Kontaktpunkte|Berührungspunkt|Berührungspunkte|Kontakt|Kontakte|point d'interaction",
	asDescription: "description|detail|explanation|step description|descriptif|Beschreibung|Beschreibungen|Erläuterung|Erklärung|Schrittbeschreibung|description étape",
	asChannel:     "channel|canal|canaux|media|medium|device|canal utilise|contact channel|canal de contact|appareil|Kanal|Kanäle|Medien|Gerät|Geräte|Kontaktkanal|Kontaktkanäle|Kommunikationskanal|Kommunikationskanäle|canal de communication|support de contact",
	asOwner:       "owner|responsible|responsable|accountable|proprietaire|department|departement|equipe|team|porteur|pilote|step owner|process owner|direction responsable|responsibility|Verantwortlich|Verantwortliche|Verantwortlicher|Verantwortung|Verantwortlichkeit|Zuständig|Zuständige|Zuständiger|Zuständigkeit|Abteilung|Abteilungen|Prozessverantwortlicher|Eigentümer|service responsable|entité",
	asActor:       "actor|acteur|role|intervenant|Akteur|Akteure|Rolle|Rollen|Beteiligte|Beteiligter|personne",
	asImportance:  "importance|weight|poid|importance for|Wichtigkeit|Bedeutung|Gewicht|Gewichtung|Relevanz",
	asMoment:      "moment of truth|moment de verite|mot|key moment|moment cle|critical moment|Wahrheitsmoment|Wahrheitsmomente|Moment der Wahrheit|Momente der Wahrheit|Augenblick der Wahrheit|Schlüsselmoment|Schlüsselmomente|Entscheidender Moment|Kritischer Moment|moment décisif|moment critique",
	asOptional:    "optional|facultatif|optionnel|freiwillig",
	asFeeling:     "emotion|feeling|feel|emotional curve|emotion curve|emotional journey|emotional state|emotional experience|sentiment|mood|humeur|ressenti|emotion score|courbe emotionnelle|courbe emotion|etat emotionnel|valence|experience|emotion level|smiley|emoji|perception|Gefühl|Gefühle|Emotionen|Stimmung|Stimmungen|Fühlt|Fühlen|Emotionskurve|Emotionale Kurve|Gefühlskurve|Gefühlslage|Stimmungskurve|Empfinden|Empfindung|Empfindungen|Erlebnis|Erleben|Emotionale Reise|Emotionslevel|Was fühlt|Zufriedenheit|Kundenzufriedenheit|Zufriedenheitskurve|Satisfaction|vécu|ce qu'il ressent|ressent|courbe de satisfaction|niveau de satisfaction|expérience vécue",
	asDoes:        "action|doing|does|do|what they do|what he does|behaviour|behavior|comportement|ce qu il fait|fait|what|Handlung|Handlungen|Tätigkeit|Tätigkeiten|Aktion|Aktionen|Aktivität|Aktivitäten|Verhalten|Tut|Macht|Tun|Handelt|Was tut|Was macht|Was er tut|Was sie tun|ce qu'il fait|agit",
	asThinks:      "thinking|thought|think|mindset|pensee|pense|reflexion|what they think|ce qu il pense|thinking and saying|Gedanke|Gedanken|Denkt|Denken|Überlegung|Überlegungen|Was denkt|Denken und Sagen|Gedankenwelt|ce que pense",
	asNeeds:       "need|goal|besoin|objectif|but|attente|expectation|want|motivation|job to be done|jtbd|aim|job|Bedürfnis|Bedürfnisse|Bedarf|Ziel|Ziele|Erwartung|Erwartungen|Wunsch|Wünsche|Kundenziel|Anforderung|Anforderungen|souhait|désir|envie",
	asQuestions:   "question|interrogation|doubt|doute|question asked|Frage|Fragen|Zweifel|Offene Fragen|Unsicherheit|Unsicherheiten|question posée|interrogations",
	asPains:       "pain|pain point|painpoint|frustration|problem|probleme|point de douleur|irritant|barrier|barriere|frein|obstacle|challenge|friction|low point|point negatif|negative|difficulte|concern|issue|weakness|point faible|point de friction|Schmerzpunkt|Schmerzpunkte|Schmerz|Schmerzen|Probleme|Hürde|Hürden|Hindernis|Hindernisse|Barriere|Barrieren|Frust|Frustrationen|Ärgernis|Ärgernisse|Ärger|Schwierigkeit|Schwierigkeiten|Herausforderung|Herausforderungen|Negatives|Negative Erlebnisse|Schwäche|Schwächen|Schwachstelle|Schwachstellen|Schwachpunkt|Schwachpunkte|Reibungspunkt|Reibungspunkte|Stolperstein|Stolpersteine|Sorgen|Bedenken|Tiefpunkt|Tiefpunkte|négatif|douleur|point de blocage|blocage|point douloureux|insatisfaction",
	asGains:       "gain|delight|positive|point positif|benefit|benefice|enchantement|happy moment|point fort|highlight|high point|delighter|strength|satisfaction point|Freude|Freuden|Gewinn|Gewinne|Highlights|Positives|Positive Erlebnisse|Vorteil|Vorteile|Nutzen|Mehrwert|Begeisterung|Begeisterungsfaktor|Begeisterungsfaktoren|Stärke|Stärken|Glücksmoment|Glücksmomente|Höhepunkt|Höhepunkte|Pluspunkt|Pluspunkte|positif|joie|plaisir|moment fort|point de satisfaction",
	asIdeas:       "idea|idee|opportunity|opportunite|solution|improvement|amelioration|recommendation|recommandation|piste|piste amelioration|axe amelioration|improvement idea|opportunity area|Idee|Ideen|Chance|Chancen|Maßnahme|Maßnahmen|Potenzial|Potenziale|Potential|Potentiale|Verbesserung|Verbesserungen|Verbesserungsidee|Verbesserungsideen|Verbesserungsvorschlag|Verbesserungsvorschläge|Verbesserungspotenzial|Verbesserungspotenziale|Lösung|Lösungen|Lösungsidee|Lösungsideen|Empfehlung|Empfehlungen|Handlungsempfehlung|Handlungsempfehlungen|Optimierung|Optimierungen|Optimierungspotenzial|Möglichkeit|Möglichkeiten|levier|levier d'amélioration|plan d'action|action d'amélioration",
	asQuotes:      "quote|verbatim|citation|voice|voix|says|say|saying|dit|Zitat|Zitate|O-Ton|O-Töne|Kundenstimme|Kundenstimmen|Sagt|Sagen|Was sagt|parole|ce qu'il dit",
	asFrontstage:  "frontstage|front stage|front office|employee action|staff|contact employee|staff action|visible action|onstage|action visible|Vor den Kulissen|Vordergrund|Sichtbare Prozesse|Sichtbare Handlungen|Sichtbare Aktivitäten|Mitarbeiter|Mitarbeitende|Mitarbeiterhandlungen|Mitarbeiteraktionen|Kundenkontaktpersonal|personnel en contact|action du personnel|en scène",
	asBackstage:   "backstage|back stage|back office|internal process|coulisse|internal action|backstage action|processus interne|behind scene|backstage process|backstage activity|action invisible|Hinter den Kulissen|Hintergrund|Unsichtbare Prozesse|Unsichtbare Handlungen|Unsichtbare Aktivitäten|Interne Prozesse|Interner Prozess|Interne Abläufe|Hintergrundprozess|Hintergrundprozesse|Prozesse|en coulisses|arrière plan|action interne",
	asSupport:     "support|support process|system|systeme|tool|outil|processus support|processus de support|it system|technology|technologie|support system|support activity|si|Unterstützung|Unterstützende Prozesse|Unterstützungsprozess|Unterstützungsprozesse|Unterstützende Systeme|Supportprozess|Supportprozesse|Systeme|IT-Systeme|Werkzeug|Werkzeuge|Technik|Technologien|système support|système informatique",

	asNote:   "text|texte|content|contenu|note|sticky|sticky note|post it|postit|message|body|note text|item text|plain text|Inhalt|Notiz|Notizen|Notiztext|Zettel|Haftnotiz|Nachricht",
	asFrame:  "frame|section|area|parent|cadre|zone|group|groupe|cluster|frame title|frame name|parent frame|parent item|container|swimlane|column|colonne|Rahmen|Bereich|Spalte|Gruppe",
	asColour: "color|colour|couleur|bg color|background color|background colour|fill color|fill|sticky color|note color|couleur de fond|Farbe|Hintergrundfarbe|Füllfarbe|Notizfarbe",
	asTags:   "tag|tags|etiquette|label|type|shape type|item type|categorie|category|Schlagwort|Schlagwörter|Etikett|Typ|Kategorie",
	asAcross: "x|position x|pos x|x position|left|x coordinate|x Position|x Koordinate",
	asAuthor: "author|auteur|created by|cree par|author name|creator|Autor|Autorin|Verfasser|erstellt von",
	asDate:   "created at|created|date|cree le|creation date|date created|created on|Datum|erstellt am|Erstellungsdatum",
	asBoard: "id|y|position y|pos y|y position|top|width|height|last updated by|last updated|updated at|modified by|modified at|" +
		"z index|rotation|size|board|largeur|hauteur|modifie par|modifie le|Breite|Höhe|geändert am|geändert von|zuletzt geändert von|zuletzt geändert am|zuletzt geändert|Größe|y coordinate|facilitator lock",
}

// fillers are words that add nothing to a heading.
var fillers = strings.Fields("customer user client clients usager utilisateur guest patient consumer buyer the of for de du des les le la l d s un une key main our notre leur their his her voice-of and et en at to a level kunde kunden kundin kundinnen nutzer nutzerin nutzerinnen gast gaste der die das den dem und vom zum zur von fur ein eine unser unsere innen wichtigste niveau score scale echelle")

// customers begin German words: Kundengedanken are thoughts.
var customers = []string{"kunden", "nutzer", "gaste", "anwender", "patienten"}

// headingsByName turns the table of synonyms round, for maps or for notes.
func headingsByName(notes bool) map[string]meaning {
	names := map[string]meaning{}
	for m, list := range synonyms {
		if m.ofNotes() != notes {
			continue
		}
		for name := range strings.SplitSeq(list, "|") {
			names[canonical(name)], names[canonical(spelledOut(name))] = m, m
		}
	}
	delete(names, "")
	return names
}

// meaningOf reads a heading. Of "Pain points / frustrations" the first part
// that means something counts.
func meaningOf(heading string, names map[string]meaning) meaning {
	if m, ok := names[canonical(heading)]; ok {
		return m
	}
	outside, inside, _ := strings.Cut(heading, "(")
	parts := strings.FieldsFunc(outside, func(r rune) bool { return strings.ContainsRune("/&+|,:;\n", r) })
	for _, part := range append(parts, strings.TrimRight(inside, ") ")) {
		if m, ok := names[canonical(part)]; ok {
			return m
		}
	}
	return togetherOf(outside, names)
}

// togetherOf reads a heading that joins two by a word, as in Thoughts and
// feelings: the first counts where all are known.
func togetherOf(heading string, names map[string]meaning) meaning {
	first := asNothing
	for i, part := range joined.Split(heading, -1) {
		m := names[canonical(part)]
		if m == asNothing {
			return asNothing
		}
		if i == 0 {
			first = m
		}
	}
	return first
}

var joined = regexp.MustCompile(`(?i)\s(?:and|et|und|or|ou|oder)\s`)

// canonical brings a heading to its bare words: lower case, no accents, no
// plural, no numbers, no fillers.
func canonical(heading string) string {
	var words []string
	for _, w := range strings.FieldsFunc(plain(heading), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		for _, who := range customers {
			if rest, ok := strings.CutPrefix(w, who); ok && len(rest) > 3 {
				w = rest
			}
		}
		if slices.Contains(fillers, w) || strings.Trim(w, "0123456789") == "" {
			continue
		}
		if len(w) > 3 && !strings.HasSuffix(w, "ss") {
			w = strings.TrimSuffix(w, "s")
			if stem, ok := strings.CutSuffix(w, "ie"); ok {
				w = stem + "y"
			}
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

// plain is a text in lower case without accents.
func plain(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ReplaceAll(strings.ToLower(s), "ß", "ss")) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// spelledOut writes umlauts as they are written where a keyboard has none.
func spelledOut(s string) string {
	return strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue").Replace(s)
}
