/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of addresses, by language. To add a language, add its lines: the short form must be one
 * that no other sort of street has in a language that is spoken next door. */
#include "rdm-address-words-private.h"

#define TYPE RDM_ADDRESS_WORD_TYPE
#define TITLE RDM_ADDRESS_WORD_TITLE
#define SMALL RDM_ADDRESS_WORD_SMALL

const RdmAddressWordRow rdm_address_word_rows[] = {
  /* German, Swiss German, Dutch: glued to the name or not */
  { TYPE, "str",
    "-straße -strasse -stroß -strässle -str -straat -stroos strada str. estrada estr." },
  { TYPE, "g", "-gasse -gass -gässle -gässli -g. -gade -gate -gata -gatan" },
  { TYPE, "wg", "-weg -wäg -wegle -wg -w. -vägen -väg -vei -veien -veg -vegen -vej -vejen" },
  { TYPE, "pl", "-platz -pl -plaats -plein -plassen -pladsen -plads place placette" },
  { TYPE, "ring", "-ring -ringen ringstr." },
  { TYPE, "al", "-allee allé allée allées alameda aleja aleje all. al. al" },
  { TYPE, "ufer", "-ufer -kade -kaai -kai -kaj quai qu. quay" },
  { TYPE, "dm", "-damm -dam -dijk -dyk" },
  { TYPE, "stg", "-steig -stieg -stig -stg. -sti -stien" },
  { TYPE, "hof", "-hof -hofje -hf." },
  { TYPE, "laan", "-laan -ln." },
  { TYPE, "gr", "-gracht -gr." },
  { TYPE, "sgl", "-singel -sgl" },
  { TYPE, "ch", "chaussee chemin che ch. ch chem. steenweg stwg. stwg" },
  /* French */
  { TYPE, "r", "rue rua r. ruelle" },
  { TYPE, "av", "avenue avenida avinguda av ave aven. avda avd. av." },
  { TYPE, "bd", "boulevard bulevar bulevardul bd boul. bld. bld blvd bvd bv. bl." },
  { TYPE, "imp", "impasse imp." },
  { TYPE, "rte", "route rte rt." },
  { TYPE, "sq", "square sq" },
  { TYPE, "crs", "cours crs corso c.so cso" },
  { TYPE, "psg", "passage passeig passatge pass. psg pge passaggio pasaje" },
  { TYPE, "fbg", "faubourg fbg fg." },
  { TYPE, "esp", "esplanade esplanada esp. esc. escaliers escalier" },
  { TYPE, "mte", "montée mte" },
  { TYPE, "res", "résidence res. résid. residencial" },
  { TYPE, "lot", "lotissement lot. lotto" },
  /* Italian */
  { TYPE, "via", "via v." },
  { TYPE, "vle", "viale v.le vle" },
  { TYPE, "pza", "piazza p.za p.zza pza pzza praça pç. pc. pça plaza plaça pza. plza" },
  { TYPE, "pzl", "piazzale p.le ple" },
  { TYPE, "lgo", "largo l.go lgo lg." },
  { TYPE, "vlo", "vicolo v.lo vlo" },
  { TYPE, "sal", "salita sal." },
  { TYPE, "lun", "lungomare lungotevere lungarno" },
  { TYPE, "ctr", "contrada c.da cda" },
  /* Spanish, Catalan, Portuguese */
  { TYPE, "c", "calle carrer c. c/ c" },
  { TYPE, "po", "paseo pso pº po p.º" },
  { TYPE, "ctra", "carretera ctra crta." },
  { TYPE, "cno", "camino camí caminho cno cam." },
  { TYPE, "tv", "travesía travessa travessera trav. tv. trv." },
  { TYPE, "rda", "ronda rda." },
  { TYPE, "urb", "urbanización urbanização urb." },
  { TYPE, "pol", "polígono pol." },
  { TYPE, "cc", "calçada cc. calc." },
  { TYPE, "bc", "beco bc." },
  { TYPE, "qta", "quinta qta" },
  /* English */
  { TYPE, "st", "street" },
  { TYPE, "rd", "road rd" },
  { TYPE, "dr", "drive drv." },
  { TYPE, "ln", "lane ln" },
  { TYPE, "ct", "court ct crt." },
  { TYPE, "ter", "terrace terrasse ter. terr." },
  { TYPE, "cres", "crescent cres cr." },
  { TYPE, "cl", "close cl." },
  { TYPE, "gdns", "gardens gdns garden gdn" },
  { TYPE, "grv", "grove grv." },
  { TYPE, "hwy", "highway hwy" },
  { TYPE, "pkwy", "parkway pkwy" },
  { TYPE, "cir", "circle cir" },
  { TYPE, "trl", "trail trl" },
  { TYPE, "ml", "mall" },
  { TYPE, "whf", "wharf whf" },
  { TYPE, "bdg", "bridge brg -brücke -brucke -brug pont ponte puente" },
  /* Slavic languages, Hungarian, Finnish, Romanian, Greek, Turkish */
  { TYPE, "ul", "ulica ulice ul. ul улица ул." },
  { TYPE, "nam", "náměstí námestie nám. trg" },
  { TYPE, "tr", "třída trieda tř." },
  { TYPE, "os", "osiedle os." },
  { TYPE, "plc", "plac" },
  { TYPE, "ut", "utca u." },
  { TYPE, "ter", "tér tere" },
  { TYPE, "kt", "-katu -k. -gränd" },
  { TYPE, "ti", "-tie -t." },
  { TYPE, "cad", "caddesi cadde cad. cd." },
  { TYPE, "sok", "sokak sokağı sok. sk." },
  { TYPE, "mah", "mahallesi mah." },
  { TYPE, "odos", "odos οδός" },
  { TYPE, "prosp", "проспект пр. prospekt" },
  /* Names */
  { TITLE, "st", "saint sainte st ste sankt sint santa santo san sant sta sto s. são sveti sv." },
  { TITLE, "dr", "doktor doctor docteur dottor doutor dr" },
  { TITLE, "prof", "professor professeur profesor prof" },
  { TITLE, "gen", "general général gen. gal." },
  { TITLE, "mal", "maréchal marechal mal." },
  { TITLE, "pdt", "président presidente pdt pres." },
  { TITLE, "eng", "engenheiro ingenieur ing. eng." },
  { TITLE, "bgm", "bürgermeister bgm burgemeester burg. bürgerm." },
  { TITLE, "mt", "mount mont mt" },
  { TITLE, "ft", "fort ft" },
  { TITLE, "n", "north nord norte n." },
  { TITLE, "s", "south sud süd sul sur zuid" },
  { TITLE, "e", "east est ost este leste oost" },
  { TITLE, "w", "west ouest oeste ovest" },
  { TITLE, "up", "obere oberer ober ob. upper" },
  { TITLE, "low", "untere unterer unter unt. lower" },
  { TITLE, "gr", "große grosse großer grosser grand grande" },
  { TITLE, "kl", "kleine kleiner klein kl. petit petite" },
  { TITLE, "hl", "heilige heiliger heilig hl." },
  { TITLE, "1st", "first 1st erste 1er premier 1ère" },
  { TITLE, "2nd", "second 2nd zweite 2ème" },
  { TITLE, "3rd", "third 3rd dritte 3ème" },
  { TITLE, "4th", "fourth 4th" },
  { TITLE, "5th", "fifth 5th" },
  { TITLE, "6th", "sixth 6th" },
  { TITLE, "7th", "seventh 7th" },
  { TITLE, "8th", "eighth 8th" },
  { TITLE, "9th", "ninth 9th" },
  { TITLE, "10th", "tenth 10th" },
  /* What says little */
  { SMALL, "d",
    "de du des d del della delle dello degli dei dell di da do dos das de van von vom" },
  { SMALL, "l", "la le les l los las el lo il gli i a à au aux al as os o s t" },
  { SMALL, "der", "der die das den dem des het the ter ten te" },
  { SMALL, "an", "an am auf bei beim in im ins zu zum zur ob unter hinter vor of on at by" },
  { SMALL, "u", "und and et e y i en og och" },
  { 0 },
};

const RdmAddressRoleRow rdm_address_role_rows[] = {
  { RDM_ADDRESS_ROLE_UNIT_AFTER,
    "apt apto apart apartment appartement appartment appartamento apartamento app appt ap whg "
    "wohnung woning top tür "
    "tur flat unit suite ste room zimmer zi raum stiege stg haus hse house building bldg bâtiment "
    "bat bât block bloc blok bus boîte bte box porte door dør deur puerta pta piso planta interno "
    "int "
    "scala sc escalera étage etage etg stock og obergeschoss floor fl level lvl niveau piano lgh "
    "leilighet lokal lok byt lakás em ajtó sal entrée entrance eingang aufgang hinterhaus tower "
    "turm bte rez local nave portal letra lot lotto loja andar fração bloco edificio edifício "
    "residence postfach pf postbus postboks case cp bp pobox casella apartado chambre kamer door" },
  { RDM_ADDRESS_ROLE_UNIT_BEFORE,
    "og obergeschoss ug untergeschoss stock stockwerk etage étage etg floor fl piso planta andar "
    "piano verdieping sal tv th mf esq dto dcho dcha izq izda izquierda derecha esquerdo direito "
    "patro emelet krs kerros dg links rechts" },
  { RDM_ADDRESS_ROLE_UNIT,
    "eg ug dg og erdgeschoss erdgeschoß untergeschoss dachgeschoss hochparterre parterre "
    "hinterhaus hinterhof "
    "vorderhaus seitenflügel quergebäude rdc r/c rez basement souterrain mezzanin mezzanine bajo "
    "entresuelo ático rc gh hh vh links rechts mitte postfach" },
  { RDM_ADDRESS_ROLE_CARE, "c/o p/a attn attention hd zhd presso chez tav" },
  { RDM_ADDRESS_ROLE_NUMBER, "nr no num nummer number numéro número n hausnummer hnr s/n" },
  { RDM_ADDRESS_ROLE_CORNER, "ecke corner cnr angle esquina angolo hoek" },
  { RDM_ADDRESS_ROLE_COUNTRY,
    "liechtenstein fl li lie fürstentum schweiz suisse svizzera switzerland ch che cha österreich "
    "austria a at aut "
    "deutschland germany allemagne d de deu ger france frankreich francia f fr fra italia italien "
    "italy "
    "italie i it ita españa spain spanien espagne e es esp portugal pt prt p nederland "
    "netherlands niederlande holland nl nld belgië belgique belgien belgium b be bel luxembourg "
    "luxemburg l lu lux monaco mc mco danmark denmark dänemark dk dnk sverige sweden schweden s se "
    "swe "
    "norge norway norwegen n no nor suomi finland finnland fin fi polska poland polen pl pol česko "
    "czechia tschechien cz cze slovensko slovakia slowakei sk svk magyarország hungary ungarn h hu "
    "hun slovenija slovenia slowenien slo si svn hrvatska croatia kroatien hr hrv uk gb gbr "
    "england "
    "scotland wales ireland irl ie éire usa us america ísland iceland románia romania ro "
    "ellada greece griechenland gr grc türkiye turkey tr tur" },
  { 0 },
};
