"""Angles in one way of writing them."""


def within_half_turn(angle_deg: float) -> float:
    """Bring an angle to within half a turn of zero, as longitudes are written.

    Parameters
    ----------
    angle_deg : float
        Any angle. [deg]

    Returns
    -------
    float
        The same direction, within [-180, 180); an angle there already keeps every bit. [deg]
    """
    if -180.0 <= angle_deg < 180.0:
        return angle_deg
    return (angle_deg + 180.0) % 360.0 - 180.0
