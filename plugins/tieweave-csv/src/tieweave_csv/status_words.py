"""What people write into a column "status": done, dropped, and anything else, which is open.

The words are the project's own list.
"""

from __future__ import annotations

OPEN = "open"
DONE = "done"
DROPPED = "dropped"

_DONE = frozenset(
    """
    x v ✓ ✔ ✔️ ☑ ☑️ ✅ 1 100% yes y true ok done finished complete completed sent called answered led-to closed
    ja j wahr erledigt fertig getan gemacht gesendet oui vrai fait terminé envoyé sí si verdadero hecho listo
    enviado sì vero fatto inviato sim verdadeiro feito pronto concluído waar gedaan klaar sant klar färdig gjort
    sand færdig tak prawda zrobione gotowe да истина готово сделано так зроблено 完了 済 済み 完成 已完成 완료
    """.split()
)
_DROPPED = frozenset(
    """
    dropped drop cancelled canceled cancel no n skip skipped never ❌ ✗ ✘ nein gestrichen abgesagt verworfen non
    annulé abandonné cancelado descartado annullato não nee vervallen geannuleerd nej avbruten annulleret nie
    anulowane нет отменено ні скасовано 中止 取消 취소
    """.split()
) | {"no longer"}


def meant(cell: str) -> str:
    """Return what a cell says: `DONE`, `DROPPED`, or `OPEN` for all that says neither."""
    word = cell.strip(" .!\t'").casefold()
    if word in _DONE:
        return DONE
    return DROPPED if word in _DROPPED else OPEN
