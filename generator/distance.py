"""How many slips of the pen lie between two words."""


def edits(one: str, other: str) -> int:
    """The letters to put in, take out, change, or swap with a neighbour (F. Damerau 1964)."""
    before, last = list[int](), list(range(len(other) + 1))
    for row, char in enumerate(one, start=1):
        here = [row]
        for column, wanted in enumerate(other, start=1):
            cost = min(last[column] + 1, here[-1] + 1, last[column - 1] + (char != wanted))
            if row > 1 < column and char == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        before, last = last, here
    return last[-1]
