"""The same flights by other tools, each in its best mode found.

Every factory returns a function from start states, shape (n, 6), to impact positions, shape
(n, 3), and does its compiling before it returns. All solve the problem of :mod:`anchor` with the
loosest setting whose greatest error over the 20,000 starts stays below 10 m.
"""

import os
from collections.abc import Callable
from typing import Any

import numpy as np

import anchor
from anchor import FloatArray

Flyer = Callable[[FloatArray], FloatArray]

BONGSU_LOOSE_TOLERANCE_M = 60.0
HEYOKA_TOLERANCE = 1e-8
HEYOKA_LANES = 4


def bongsu_loose() -> Flyer:
    """Lanes with the loosest tolerance that keeps 10 m here, as the peers are set."""
    return _bongsu(BONGSU_LOOSE_TOLERANCE_M)


def bongsu_default() -> Flyer:
    """Lanes with the package's default tolerance."""
    from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M

    return _bongsu(DEFAULT_TOLERANCE_M)


def bongsu_fine() -> Flyer:
    """Lanes with the package's fine tolerance."""
    from bongsu.physics.flight.limits import FINE_TOLERANCE_M

    return _bongsu(FINE_TOLERANCE_M)


def _bongsu(tolerance: float) -> Flyer:
    from bongsu.physics.earth.environment import standard_environment
    from bongsu.physics.earth.kernels.environment import GravityTuple
    from bongsu.physics.flight.many_arcs import fly_many_arcs

    field = GravityTuple(anchor.GM_M3_S2, anchor.RADIUS_M, anchor.J2, 0.0, 0.0)
    world = standard_environment("J2", "exponential")._replace(gravity=field)

    def fly(states: FloatArray) -> FloatArray:
        return fly_many_arcs(
            states,
            anchor.BALLISTIC_COEFFICIENT_KG_M2,
            environment=world,
            tolerance=tolerance,
        ).position

    fly(anchor.initial_states(8))
    return fly


def scipy_dop853() -> Flyer:
    """A Python loop over SciPy's DOP853 with a Python right-hand side."""

    def fly(states: FloatArray) -> FloatArray:
        return np.array([anchor.scipy_impact(s, anchor.derivative, 1e-6, 1e-2)[0] for s in states])

    fly(anchor.initial_states(1))
    return fly


def _heyoka_system(hy: Any) -> tuple[list[tuple[Any, Any]], Any]:
    """Equations of motion and altitude in canonical units: radius 1, GM 1.

    heyoka's error norm is over the whole state, so that metres beside metres per second would
    spoil its step control.
    """
    x, y, z, vx, vy, vz = hy.make_vars("x", "y", "z", "vx", "vy", "vz")
    r = hy.sqrt(x * x + y * y + z * z)
    sine = z / r
    surface = 1.0 / hy.sqrt(1.0 + anchor.SECOND_ECCENTRICITY_SQUARED * sine * sine)
    altitude = r - surface
    length = anchor.RADIUS_M
    turn = anchor.ROTATION_RAD_S * float(np.sqrt(length**3 / anchor.GM_M3_S2))
    density = anchor.SEA_LEVEL_DENSITY_KG_M3 * hy.exp(-altitude * (length / anchor.SCALE_HEIGHT_M))
    speed = hy.sqrt(vx * vx + vy * vy + vz * vz)
    drag = density * speed * (0.5 * length / anchor.BALLISTIC_COEFFICIENT_KG_M2)
    pull = 1.0 / (r * r * r)
    oblate = 1.5 * anchor.J2 / (r * r)
    across = pull * (1.0 + oblate * (1.0 - 5.0 * sine * sine))
    along = pull * (1.0 + oblate * (3.0 - 5.0 * sine * sine))
    return [
        (x, vx),
        (y, vy),
        (z, vz),
        (vx, (turn * turn - across) * x + 2.0 * turn * vy - drag * vx),
        (vy, (turn * turn - across) * y - 2.0 * turn * vx - drag * vy),
        (vz, -along * z - drag * vz),
    ], altitude


def _canonical() -> FloatArray:
    length = anchor.RADIUS_M
    return np.repeat([length, np.sqrt(anchor.GM_M3_S2 / length)], 3)


def heyoka_scalar() -> Flyer:
    """heyoka with a terminal event; one integrator, used again for every arc."""
    import heyoka as hy

    system, altitude = _heyoka_system(hy)
    event = hy.t_event(altitude, direction=hy.event_direction.negative)
    integrator = hy.taylor_adaptive(system, np.ones(6), t_events=[event], tol=HEYOKA_TOLERANCE)
    scale = _canonical()

    def fly(states: FloatArray) -> FloatArray:
        impacts = np.empty((len(states), 3))
        for index, start in enumerate(states / scale):
            integrator.time = 0.0
            integrator.state[:] = start
            integrator.reset_cooldowns()
            integrator.propagate_until(1e3)
            impacts[index] = integrator.state[:3]
        return impacts * anchor.RADIUS_M

    fly(anchor.initial_states(2))
    return fly


def heyoka_batch() -> Flyer:
    """heyoka over vector lanes; a landing stops the batch, and its lane is refilled by hand.

    The equations do not depend on time, so that the lanes' clocks are left to run.
    """
    import heyoka as hy

    system, altitude = _heyoka_system(hy)
    event = hy.t_event_batch(altitude, direction=hy.event_direction.negative)
    integrator = hy.taylor_adaptive_batch(
        system, np.ones((6, HEYOKA_LANES)), t_events=[event], tol=HEYOKA_TOLERANCE
    )
    scale = _canonical()
    forever = np.full(HEYOKA_LANES, 1e9)
    first_event = -1

    def fly(states: FloatArray) -> FloatArray:
        impacts = np.empty((len(states), 3))
        starts = states / scale
        count = len(starts)
        integrator.set_time(0.0)
        arcs = [min(lane, count - 1) for lane in range(HEYOKA_LANES)]
        for lane, arc in enumerate(arcs):
            integrator.state[:, lane] = starts[arc]
        integrator.reset_cooldowns()
        following = HEYOKA_LANES
        landed = 0
        done = np.zeros(count, np.bool_)
        while landed < count:
            integrator.propagate_until(forever)
            for lane, result in enumerate(integrator.propagate_res):
                if int(result[0]) != first_event:
                    continue
                arc = arcs[lane]
                if not done[arc]:
                    impacts[arc] = integrator.state[:3, lane]
                    done[arc] = True
                    landed += 1
                # a lane without work repeats the last arc
                arcs[lane] = min(following, count - 1)
                following += 1
                integrator.state[:, lane] = starts[arcs[lane]]
                integrator.reset_cooldowns(lane)
        return impacts * anchor.RADIUS_M

    fly(anchor.initial_states(8))
    return fly


DIFFRAX_BATCH = 1000


def diffrax_dopri5() -> Flyer:
    """diffrax's Dopri5 under vmap and jit, the impact by an event with a root finder."""
    # one XLA thread: the second core belongs to the second process
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    import diffrax
    import jax
    import jax.numpy as jnp
    import optimistix

    jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call, unused-ignore]

    def height(position: Any) -> Any:
        radius = jnp.sqrt(jnp.sum(position * position))
        sine = position[2] / radius
        return radius - anchor.RADIUS_M / jnp.sqrt(
            1.0 + anchor.SECOND_ECCENTRICITY_SQUARED * sine * sine
        )

    def field(_time: Any, state: Any, _arguments: Any) -> Any:
        position, velocity = state[:3], state[3:]
        radius = jnp.sqrt(jnp.sum(position * position))
        sine = position[2] / radius
        # no overflow where a trial step lies far underground
        density = anchor.SEA_LEVEL_DENSITY_KG_M3 * jnp.exp(
            -jnp.maximum(height(position), anchor.DEEPEST_M) / anchor.SCALE_HEIGHT_M
        )
        drag = (
            0.5
            * density
            * jnp.sqrt(jnp.sum(velocity * velocity))
            / anchor.BALLISTIC_COEFFICIENT_KG_M2
        )
        pull = anchor.GM_M3_S2 / radius**3
        oblate = 1.5 * anchor.J2 * (anchor.RADIUS_M / radius) ** 2
        across = pull * (1.0 + oblate * (1.0 - 5.0 * sine * sine))
        along = pull * (1.0 + oblate * (3.0 - 5.0 * sine * sine))
        turn = anchor.ROTATION_RAD_S
        x, y, z = position
        vx, vy, vz = velocity
        return jnp.stack(
            [
                vx,
                vy,
                vz,
                (turn * turn - across) * x + 2.0 * turn * vy - drag * vx,
                (turn * turn - across) * y - 2.0 * turn * vx - drag * vy,
                -along * z - drag * vz,
            ]
        )

    # diffrax passes these partly in order, partly by its own names
    def above_ground(t: Any, y: Any, args: Any, **_others: Any) -> Any:
        del t, args
        return height(y[:3])

    event = diffrax.Event(above_ground, optimistix.Newton(1e-8, 1e-8))

    def one(start: Any) -> Any:
        solution = diffrax.diffeqsolve(
            diffrax.ODETerm(field),
            diffrax.Dopri5(),
            0.0,
            anchor.LONGEST_FLIGHT_S,
            4.0,
            start,
            stepsize_controller=diffrax.PIDController(rtol=1e-6, atol=0.1),
            event=event,
            max_steps=200,
            throw=False,
        )
        return solution.ys[0, :3]

    batch = jax.jit(jax.vmap(one))

    def fly(states: FloatArray) -> FloatArray:
        padding = -len(states) % DIFFRAX_BATCH
        padded = np.vstack([states, states[:1].repeat(padding, axis=0)])
        blocks = padded.reshape(-1, DIFFRAX_BATCH, 6)
        return np.vstack([np.asarray(batch(block)) for block in blocks])[: len(states)]

    fly(anchor.initial_states(DIFFRAX_BATCH))
    return fly


FLYERS: dict[str, Callable[[], Flyer]] = {
    "bongsu, loosest tolerance": bongsu_loose,
    "bongsu, default tolerance": bongsu_default,
    "bongsu, fine tolerance": bongsu_fine,
    "heyoka, batch of 4 with refill": heyoka_batch,
    "heyoka, one integrator reused": heyoka_scalar,
    "diffrax Dopri5, vmap": diffrax_dopri5,
    "SciPy DOP853, Python loop": scipy_dop853,
}
