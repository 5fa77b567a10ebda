// SPDX-License-Identifier: Apache-2.0

package convert

import (
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
	asBoard  meaning = "the whiteboard's own" // identity, position, author and dates of notes
)

// structural reports whether a meaning says where a step stands.
func (m meaning) structural() bool {
	return slices.Contains([]meaning{asPhase, asStage, asEither, asStep, asTouchpoint}, m)
}

// synonyms are the headings people use, in English and French.
//
//nolint:misspell // French words are no misspelt English
var synonyms = map[meaning]string{
	asPhase:       "phase|macro phase|journey phase|phase of journey|temps du parcours",
	asStage:       "stage|journey stage|stage name|episode|milestone|jalon|macro step|macro etape|grande etape|stage title|chapter",
	asEither:      "etape|etape du parcours",
	asStep:        "step|step title|step name|journey step|title|titre|name|nom|activity|activite|sub step|sous etape|micro etape|task|tache|interaction|intitule",
	asTouchpoint:  "touchpoint|touch point|point de contact|contact point|contact|point of contact",
	asDescription: "description|detail|explanation|step description|descriptif",
	asChannel:     "channel|canal|canaux|media|medium|device|canal utilise|contact channel|canal de contact|appareil",
	asOwner:       "owner|responsible|responsable|accountable|proprietaire|department|departement|equipe|team|porteur|pilote|step owner|process owner|direction responsable|responsibility",
	asActor:       "actor|acteur|role|intervenant",
	asImportance:  "importance|weight|poid|importance for",
	asMoment:      "moment of truth|moment de verite|mot|key moment|moment cle|critical moment",
	asOptional:    "optional|facultatif|optionnel",
	asFeeling:     "emotion|feeling|feel|emotional curve|emotion curve|emotional journey|emotional state|emotional experience|sentiment|mood|humeur|ressenti|emotion score|courbe emotionnelle|courbe emotion|etat emotionnel|valence|experience|emotion level|smiley|emoji|perception",
	asDoes:        "action|doing|does|do|what they do|what he does|behaviour|behavior|comportement|ce qu il fait|fait|what",
	asThinks:      "thinking|thought|think|mindset|pensee|pense|reflexion|what they think|ce qu il pense|thinking and saying",
	asNeeds:       "need|goal|besoin|objectif|but|attente|expectation|want|motivation|job to be done|jtbd|aim|job",
	asQuestions:   "question|interrogation|doubt|doute|question asked",
	asPains:       "pain|pain point|painpoint|frustration|problem|probleme|point de douleur|irritant|barrier|barriere|frein|obstacle|challenge|friction|low point|point negatif|negative|difficulte|concern|issue|weakness|point faible|point de friction",
	asGains:       "gain|delight|positive|point positif|benefit|benefice|enchantement|happy moment|point fort|highlight|high point|delighter|strength|satisfaction point",
	asIdeas:       "idea|idee|opportunity|opportunite|solution|improvement|amelioration|recommendation|recommandation|piste|piste amelioration|axe amelioration|improvement idea|opportunity area",
	asQuotes:      "quote|verbatim|citation|voice|voix|says|say|saying|dit",
	asFrontstage:  "frontstage|front stage|front office|employee action|staff|contact employee|staff action|visible action|onstage|action visible",
	asBackstage:   "backstage|back stage|back office|internal process|coulisse|internal action|backstage action|processus interne|behind scene|backstage process|backstage activity|action invisible",
	asSupport:     "support|support process|system|systeme|tool|outil|processus support|processus de support|it system|technology|technologie|support system|support activity|si",

	asNote:   "text|texte|content|contenu|note|sticky|sticky note|post it|postit|message|body|note text|item text|plain text",
	asFrame:  "frame|section|area|parent|cadre|zone|group|groupe|cluster|frame title|frame name|parent frame|parent item|container|swimlane|column|colonne",
	asColour: "color|colour|couleur|bg color|background color|background colour|fill color|fill|sticky color|note color|couleur de fond",
	asTags:   "tag|tags|etiquette|label|type|shape type|item type|categorie|category",
	asAcross: "x|position x|pos x|x position|left|x coordinate",
	asBoard: "id|y|position y|pos y|y position|top|width|height|author|auteur|created by|created at|created|last updated by|last updated|updated at|modified by|modified at|" +
		"date|z index|rotation|size|board|largeur|hauteur|cree par|cree le|modifie par|modifie le|y coordinate|facilitator lock",
}

// fillers are words that add nothing to a heading.
var fillers = strings.Fields("customer user client clients usager utilisateur guest patient consumer buyer the of for de du des les le la l d s un une key main our notre leur their his her voice-of and et en at to a level score scale echelle")

// headingsByName turns the table of synonyms round, for maps or for notes.
func headingsByName(notes bool) map[string]meaning {
	names := map[string]meaning{}
	for m, list := range synonyms {
		isNote := slices.Contains([]meaning{asNote, asFrame, asColour, asTags, asAcross, asBoard}, m)
		if isNote != notes {
			continue
		}
		for name := range strings.SplitSeq(list, "|") {
			names[canonical(name)] = m
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
	return asNothing
}

// canonical brings a heading to its bare words: lower case, no accents, no
// plural, no numbers, no fillers.
func canonical(heading string) string {
	var words []string
	for _, w := range strings.FieldsFunc(plain(heading), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
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
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}
