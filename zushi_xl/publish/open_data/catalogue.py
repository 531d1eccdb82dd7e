"""The dataset for data catalogues: DCAT in JSON-LD, with the properties of DCAT-AP JP.

Sources: W3C DCAT 3; デジタル庁「DCAT-AP JP」. What the plan master does not say is left out, and
データの説明.csv says that it is not set.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from zushi_xl.publish.open_data.data_package import package_name
from zushi_xl.publish.open_data.description import keywords_of, summary_of, title_of
from zushi_xl.publish.open_data.licences import known_licence
from zushi_xl.publish.open_data.machine_names import table_name
from zushi_xl.report.model import Report
from zushi_xl.report.tables.tidy import TidyTable

CATALOGUE = "dcat_ap_jp.jsonld"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "adms": "http://www.w3.org/ns/adms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority"  # the word lists that DCAT-AP uses
_CSV = "http://www.iana.org/assignments/media-types/text/csv"
_AREA = "http://data.e-stat.go.jp/lod/sac/C"  # and the code without its check digit


def catalogue_text(report: Report, tables: Iterable[TidyTable[Any]]) -> str:
    """The description of the data for catalogues: a dcat:Dataset as JSON-LD."""
    return json.dumps(_dataset(report, tables), ensure_ascii=False, indent=1) + "\n"


def _dataset(report: Report, tables: Iterable[TidyTable[Any]]) -> dict[str, Any]:
    settings, year = report.plan.settings, report.fiscal_year
    days = [release.day.isoformat() for release in report.plan.releases]
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "dcat:Dataset",
        "dct:title": _japanese(title_of(report)),
        "dct:description": _japanese(summary_of(report)),
        "dct:identifier": package_name(report),
        "dct:publisher": _publisher(report),
        "dct:language": {"@id": f"{_EU}/language/JPN"},
        "dct:accrualPeriodicity": {"@id": f"{_EU}/frequency/ANNUAL"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _date(f"{year}-04-01"),
            "dcat:endDate": _date(f"{year + 1}-03-31"),
        },
        "dcat:theme": {"@id": f"{_EU}/data-theme/GOVE"},
        "dcat:keyword": [_japanese(word) for word in keywords_of(report)],
        "dcat:contactPoint": {"@type": "vcard:Organization", "vcard:fn": settings.office},
        "dcat:distribution": [_distribution(report, table) for table in tables],
    }
    if settings.city_code:
        described["dct:spatial"] = {"@id": f"{_AREA}{settings.city_code[:5]}"}
    if settings.address:
        described |= {"@id": settings.address, "dcat:landingPage": {"@id": settings.address}}
    if days:
        described |= {"dct:issued": _date(days[0]), "dct:modified": _date(days[-1])}
        described["adms:versionNotes"] = _japanese(report.plan.releases[-1].text)
    return described


def _publisher(report: Report) -> dict[str, Any]:
    settings = report.plan.settings
    code = {"dct:identifier": settings.city_code} if settings.city_code else {}
    return {"@type": "foaf:Organization", "foaf:name": _japanese(settings.city), **code}


def _distribution(report: Report, table: TidyTable[Any]) -> dict[str, Any]:
    settings = report.plan.settings
    licence = known_licence(settings.licence)
    found: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dct:identifier": table_name(table),
        "dct:title": _japanese(table.file.removesuffix(".csv")),
        "dct:description": _japanese(f"1行は{table.subject}"),
        "dct:format": {"@id": f"{_EU}/file-type/CSV"},
        "dcat:mediaType": {"@id": _CSV},
    }
    if settings.address:
        base = settings.address.rstrip("/")
        found["dcat:accessURL"] = {"@id": settings.address}
        found["dcat:downloadURL"] = {"@id": f"{base}/{quote(table.file)}"}
    if licence:
        found["dct:license"] = {"@id": licence.address}
    elif settings.licence:
        found["dct:rights"] = _japanese(settings.licence)
    return found


def _japanese(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "ja"}


def _date(day: str) -> dict[str, str]:
    return {"@value": day, "@type": "xsd:date"}
