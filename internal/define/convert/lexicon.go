// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
)

// channelWords are the names people give to the built-in channels, in English
// and French, without accents.
//
//nolint:misspell // French words are no misspelt English
var channelWords = map[channel.ID]string{
	"store":        "store|shop|in store|in-store|instore|magasin|en magasin|boutique|point de vente|retail store|showroom|physical store|face to face|face a face|in person",
	"website":      "website|web site|web|site|site web|site internet|internet|online|en ligne|e-commerce|e-shop|landing page|browser",
	"mobile-app":   "mobile app|app|application|mobile|application mobile|appli|smartphone|mobile application|apps",
	"email":        "email|e-mail|mail|courriel|emailing|newsletter|e-mails|emails|mails|mel",
	"sms":          "sms|text message|texto",
	"notification": "notification|push notification|push|notifications",
	"phone":        "phone|telephone|tel|call|hotline|call center|call centre|centre d'appels|contact center|contact centre|phone call|appel|appel telephonique|customer service phone",
	"video":        "video|video call|visio|visioconference|webcam|zoom|teams",
	"chat":         "chat|chatbot|live chat|bot|tchat",
	"messaging":    "messaging|messenger|whatsapp|wechat|telegram|messagerie|instant messaging",
	"post":         "post|letter|courrier|lettre|mailing|direct mail|poste|postal mail|mail carrier",
	"social":       "social|social media|social network|social networks|reseaux sociaux|reseau social|facebook|instagram|linkedin|twitter|tiktok|youtube|pinterest",
	"search":       "search|google|search engine|moteur de recherche|seo|sea|search engines",
	"advertising":  "advertising|ad|ads|advert|publicite|pub|tv|radio|television|display|billboard|affichage|tv ad|online ad",
	"marketplace":  "marketplace|market place|amazon|ebay|place de marche",
	"kiosk":        "kiosk|borne|terminal|self service|automate|distributeur",
	"field-visit":  "field visit|field-visit|visit|visite|home visit|a domicile|sur site|on site|technician visit|rendez-vous a domicile",
	"branch":       "branch|agence|counter|guichet|comptoir|desk|accueil|office|reception|front desk",
	"event":        "event|evenement|salon|fair|trade show|foire|webinar|conference",
	"vehicle":      "vehicle|vehicule|car|voiture|bus|train|plane|avion",
	"product":      "product|produit|packaging|emballage|colis|parcel|the product",
	"print":        "print|brochure|flyer|catalogue|catalog|leaflet|depliant|poster|affiche|magazine|press|presse|prospectus",
	"review-site":  "review site|reviews|avis|review|trustpilot|tripadvisor|comparateur|comparison site|review sites|avis en ligne|google reviews",
	"partner":      "partner|partenaire|reseller|revendeur|dealer|concessionnaire|broker|courtier|distributor|carrier|transporteur|agent",
}

// channelsByName turns the words round.
func channelsByName() map[string]channel.ID {
	names := map[string]channel.ID{}
	for id, list := range channelWords {
		names[string(id)] = id
		for name := range strings.SplitSeq(list, "|") {
			names[name] = id
		}
	}
	return names
}

// noContact are words in a channel's place that say there is none.
var noContact = strings.Split("none|no contact|contactless|aucun|sans contact|n/a|na|-|–|no channel", "|")

// phaseWords tell the phase where a map names it.
var phaseWords = map[journey.Phase]string{
	journey.Before: "before|pre purchase|pre-purchase|prepurchase|pre service|pre-service|avant|avant achat|avant l'achat|before purchase|pre-sales|avant-vente|avant vente|amont|pre achat|pre-achat|before the stay|before service",
	journey.During: "during|purchase|pendant|during purchase|service|pendant l'achat|achat|in store|core|durant|during service|during the stay|delivery",
	journey.After:  "after|post purchase|post-purchase|postpurchase|post service|post-service|apres|apres achat|apres l'achat|after purchase|after-sales|apres-vente|apres vente|aval|post achat|post-achat|sav|after the stay|after service",
}

// stageWords suggest a phase where a map only names its stages.
//
//nolint:misspell // French words are no misspelt English
var stageWords = map[journey.Phase]string{
	journey.Before: "before avant awareness discover discovery inspiration inspire need trigger consider consideration research search explore evaluate evaluation compare choose choice select selection plan planning dream learn decide decision prise conscience decouverte decouvrir recherche recherchent consideration choix choisir planifier preparation prepare besoin information envie",
	journey.During: "during pendant purchase buy buying order ordering book booking reserve reservation pay payment checkout sign signup visit stay check-in checkin arrival trip travel shop acquire acquisition achat acheter commande commander paiement payer sejour arrivee visite souscription souscrire signature delivery livraison onboarding onboard",
	journey.After:  "after apres use using usage support service loyalty loyal advocacy advocate retention retain renew renewal return departure share recommend post after-sales maintenance leave feedback utilisation utiliser fidelisation fidelite recommandation recommander depart retour sav renouvellement entretien reclamation resiliation offboarding",
}

// phaseNamed reads a phase as people write it.
func phaseNamed(text string) (journey.Phase, bool) {
	text = strings.TrimSpace(plain(text))
	for _, p := range []journey.Phase{journey.Before, journey.During, journey.After} {
		if slices.Contains(strings.Split(phaseWords[p], "|"), text) {
			return p, true
		}
	}
	return "", false
}

// phaseSuggested guesses the phase of a stage from its words.
func phaseSuggested(stage string) (journey.Phase, bool) {
	if p, ok := phaseNamed(stage); ok {
		return p, true
	}
	for _, w := range strings.FieldsFunc(plain(stage), func(r rune) bool { return strings.ContainsRune(" /,&·-–:\n.()", r) }) {
		for _, p := range []journey.Phase{journey.Before, journey.During, journey.After} {
			if slices.Contains(strings.Fields(stageWords[p]), w) {
				return p, true
			}
		}
	}
	return "", false
}
