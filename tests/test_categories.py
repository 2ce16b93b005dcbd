from __future__ import annotations

from tieweave import CATEGORIES, Level
from tieweave.categories import by_slug

LEVEL_1 = ["family", "friend", "relative", "neighbour"]
LEVEL_2 = (
    "friend-of-friend friend-of-parents parent-of-childs-friend former-classmate teacher professor coach past-employer "
    "client supplier co-worker club-member community-leader lawyer doctor dentist accountant realtor banker "
    "financial-advisor insurance-agent health-club-member alumni church-member hair-stylist service-club-member"
).split()


def test_the_thirty_categories_have_their_fixed_slugs_and_levels():
    assert [category.slug for category in CATEGORIES] == LEVEL_1 + LEVEL_2
    assert all(by_slug()[slug].level is Level.CLOSE for slug in LEVEL_1)
    assert all(by_slug()[slug].level is Level.ACQUAINTED for slug in LEVEL_2)


def test_a_category_of_level_1_is_mostly_close_and_one_of_level_2_mostly_not():
    for category in CATEGORIES:
        assert (category.close > 0.5) == (category.level is Level.CLOSE), category.slug


def test_each_prompt_is_a_question_of_its_own():
    prompts = [category.prompt for category in CATEGORIES]
    assert all(prompt.endswith("?") for prompt in prompts)
    assert len(set(prompts)) == 30
