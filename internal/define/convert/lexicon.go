// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
)

// channelWords are the names people give to the built-in channels, in English,
// French and German.
//
//nolint:misspell // French and German words are no misspelt English
var channelWords = map[channel.ID]string{
	"store":        "store|shop|in store|in-store|instore|magasin|en magasin|boutique|point de vente|retail store|showroom|physical store|face to face|face a face|in person|Laden|Geschäft|im Geschäft|Filialgeschäft|Verkaufsstelle|vor Ort|persönlich|Ladengeschäft|Kasse|POS",
	"website":      "website|web site|web|site|site web|site internet|internet|online|en ligne|e-commerce|e-shop|landing page|browser|Webseite|Internetseite|Homepage|im Internet|Onlineshop|Online-Shop|Webshop",
	"mobile-app":   "mobile app|app|application|mobile|application mobile|appli|smartphone|mobile application|apps|Handy|Handy-App|mobile Anwendung|Anwendung",
	"email":        "email|e-mail|mail|courriel|emailing|newsletter|e-mails|emails|mails|mel|Mailing per E-Mail|per E-Mail|Rundmail",
	"sms":          "sms|text message|texto|Kurznachricht|Textnachricht",
	"notification": "notification|push notification|push|notifications|Benachrichtigung|Push-Nachricht|Pushnachricht",
	"phone":        "phone|telephone|tel|call|hotline|call center|call centre|centre d'appels|contact center|contact centre|phone call|appel|appel telephonique|customer service phone|Telefon|Anruf|Telefonat|Telefonisch|Callcenter|Kundenhotline|Servicehotline|Kundenservice Telefon|per Telefon|Servicenummer",
	"video":        "video|video call|visio|visioconference|webcam|zoom|teams|Videoanruf|Videokonferenz|Videogespräch",
	"chat":         "chat|chatbot|live chat|bot|tchat",
	"messaging":    "messaging|messenger|whatsapp|wechat|telegram|messagerie|instant messaging|Nachrichtendienst",
	"post":         "post|letter|courrier|lettre|mailing|direct mail|poste|postal mail|mail carrier|Brief|Postweg|per Post|Briefpost|Anschreiben",
	"social":       "social|social media|social network|social networks|reseaux sociaux|reseau social|facebook|instagram|linkedin|twitter|tiktok|youtube|pinterest|Soziale Medien|Soziale Netzwerke|Soziales Netzwerk",
	"search":       "search|google|search engine|moteur de recherche|seo|sea|search engines|Suche|Suchmaschine|Suchmaschinen|Google-Suche|Websuche",
	"advertising":  "advertising|ad|ads|advert|publicite|pub|tv|radio|television|display|billboard|affichage|tv ad|online ad|Werbung|Anzeige|Anzeigen|Fernsehen|Plakat|Plakate|Rundfunk|Werbeanzeige|TV-Spot|Reklame",
	"marketplace":  "marketplace|market place|amazon|ebay|place de marche|Marktplatz|Online-Marktplatz",
	"kiosk":        "kiosk|borne|terminal|self service|automate|distributeur|Automat|Selbstbedienung|Terminal vor Ort|Infoterminal|Selbstbedienungskasse|SB-Terminal",
	"field-visit":  "field visit|field-visit|visit|visite|home visit|a domicile|sur site|on site|technician visit|rendez-vous a domicile|Hausbesuch|Besuch|Außendienst|Technikerbesuch|Besuch vor Ort|beim Kunden",
	"branch":       "branch|agence|counter|guichet|comptoir|desk|accueil|office|reception|front desk|Filiale|Zweigstelle|Schalter|Rezeption|Empfang|Büro|Geschäftsstelle|Theke",
	"event":        "event|evenement|salon|fair|trade show|foire|webinar|conference|Veranstaltung|Messe|Konferenz|Tagung",
	"vehicle":      "vehicle|vehicule|car|voiture|bus|train|plane|avion|Fahrzeug|Auto|Zug|Flugzeug|Bahn",
	"product":      "product|produit|packaging|emballage|colis|parcel|the product|Produkt|Verpackung|Paket|das Produkt",
	"print":        "print|brochure|flyer|catalogue|catalog|leaflet|depliant|poster|affiche|magazine|press|presse|prospectus|Broschüre|Prospekt|Katalog|Flugblatt|Zeitschrift|Zeitung",
	"review-site":  "review site|reviews|avis|review|trustpilot|tripadvisor|comparateur|comparison site|review sites|avis en ligne|google reviews|Bewertung|Bewertungen|Bewertungsportal|Vergleichsportal|Google-Bewertungen|Bewertungsseite",
	"partner":      "partner|partenaire|reseller|revendeur|dealer|concessionnaire|broker|courtier|distributor|carrier|transporteur|agent|Händler|Wiederverkäufer|Makler|Vermittler|Lieferdienst|Spediteur|Paketdienst|Paketbote",
}

// channelsByName turns the words round.
func channelsByName() map[string]channel.ID {
	names := map[string]channel.ID{}
	for id, list := range channelWords {
		names[string(id)] = id
		for name := range strings.SplitSeq(list, "|") {
			names[plain(name)], names[plain(spelledOut(name))] = id, id
		}
	}
	return names
}

// noContact are words in a channel's place that say there is none.
var noContact = strings.Split("none|no contact|contactless|aucun|aucun contact|sans contact|n/a|na|-|–|no channel|aucun canal|kein|keine|keiner|kein kontakt|ohne kontakt|kontaktlos|kein kanal|k.a.|entfallt|entfaellt", "|")

// phaseWords tell the phase where a map names it.
var phaseWords = map[journey.Phase]string{
	journey.Before: "before|pre purchase|pre-purchase|prepurchase|pre service|pre-service|avant|avant achat|avant l'achat|before purchase|pre-sales|avant-vente|avant vente|amont|pre achat|pre-achat|before the stay|before service|vor|vorher|davor|zuvor|vor dem kauf|vor kauf|vorkauf|vorkaufphase|vor dem besuch|vor dem aufenthalt|vor der reise|vor der nutzung|vorfeld|im vorfeld|vor dem service",
	journey.During: "during|purchase|pendant|during purchase|service|pendant l'achat|achat|in store|core|durant|during service|during the stay|delivery|wahrend|waehrend|wahrenddessen|kauf|beim kauf|wahrend des kaufs|waehrend des kaufs|wahrend des besuchs|wahrend des aufenthalts|wahrend der reise|wahrend der nutzung|waehrend des aufenthalts|waehrend der nutzung|kaufphase|dabei",
	journey.After:  "after|post purchase|post-purchase|postpurchase|post service|post-service|apres|apres achat|apres l'achat|after purchase|after-sales|apres-vente|apres vente|aval|post achat|post-achat|sav|after the stay|after service|nach|nachher|danach|nach dem kauf|nach kauf|nachkauf|nachkaufphase|nach dem besuch|nach dem aufenthalt|nach der reise|nach der nutzung|im nachgang|nach dem service",
}

// stageWords suggest a phase where a map only names its stages.
//
//nolint:misspell // French and German words are no misspelt English
var stageWords = map[journey.Phase]string{
	journey.Before: "before avant awareness discover discovery inspiration inspire need trigger consider consideration research search explore evaluate evaluation compare choose choice select selection plan planning dream learn decide decision prise conscience decouverte decouvrir recherche recherchent consideration choix choisir planifier preparation prepare besoin information envie vor vorher bewusstsein aufmerksamkeit bekanntheit entdecken entdeckung suche suchen recherche informieren information bedarf interesse erwagung erwaegung abwagung vergleich vergleichen auswahl auswahlen planung planen vorbereitung vorbereiten entscheidung anlass traumen",
	journey.During: "during pendant purchase buy buying order ordering book booking reserve reservation pay payment checkout sign signup visit stay check-in checkin arrival trip travel shop acquire acquisition achat acheter commande commander paiement payer sejour arrivee visite souscription souscrire signature delivery livraison onboarding onboard wahrend waehrend kauf kaufen bestellung bestellen buchung buchen reservierung reservieren bezahlung bezahlen zahlung aufenthalt anreise ankunft besuch reise abschluss vertragsabschluss lieferung anmeldung registrierung einkauf unterschrift erwerb",
	journey.After:  "after apres use using usage support service loyalty loyal advocacy advocate retention retain renew renewal return departure share recommend post after-sales maintenance leave feedback utilisation utiliser fidelisation fidelite recommandation recommander depart retour sav renouvellement entretien reclamation resiliation offboarding nach nachher danach nutzung nutzen gebrauch service betreuung bindung kundenbindung loyalitat loyalitaet treue empfehlung empfehlen weiterempfehlung abreise ruckgabe rueckgabe retoure reklamation kundigung kuendigung verlangerung verlaengerung wartung nachbetreuung bewertung kundendienst",
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
