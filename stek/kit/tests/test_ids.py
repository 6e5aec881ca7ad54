from stek.kit.ids import uuid7


def test_identifiers_sort_by_the_time_they_were_made():
    made = [uuid7() for _ in range(200)]
    assert len(set(made)) == 200
    assert [u.version for u in made[:3]] == [7, 7, 7]
    assert made[0].int >> 80 <= made[-1].int >> 80
