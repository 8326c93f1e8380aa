package com.acme.formation;

import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.hipparchus.ode.nonstiff.ClassicalRungeKuttaIntegrator;
import org.orekit.bodies.OneAxisEllipsoid;
import org.orekit.forces.drag.DragForce;
import org.orekit.forces.drag.IsotropicDrag;
import org.orekit.forces.gravity.J2OnlyPerturbation;
import org.orekit.frames.Frame;
import org.orekit.frames.FramesFactory;
import org.orekit.models.earth.atmosphere.SimpleExponentialAtmosphere;
import org.orekit.orbits.CartesianOrbit;
import org.orekit.orbits.OrbitType;
import org.orekit.propagation.SpacecraftState;
import org.orekit.propagation.numerical.NumericalPropagator;
import org.orekit.time.AbsoluteDate;
import org.orekit.utils.Constants;
import org.orekit.utils.PVCoordinates;

/// Two satellites in Orekit, one behind the other: gravity with the Earth's flattening, and drag.
///
/// Positions relative to the leader are in metres, outward (away from the Earth) and forward (in
/// the direction of flight), velocities in m/s in that turning frame.
final class Formation {
  /// The height of the orbit in metres.
  static final double ALTITUDE = 450_000;

  private static final double MU = Constants.EIGEN5C_EARTH_MU;
  private static final double RADIUS = Constants.WGS84_EARTH_EQUATORIAL_RADIUS;
  private static final double SEMI_MAJOR_AXIS = RADIUS + ALTITUDE;

  /// Radians a second.
  static final double MEAN_MOTION =
      StrictMath.sqrt(MU / (SEMI_MAJOR_AXIS * SEMI_MAJOR_AXIS * SEMI_MAJOR_AXIS));

  /// Seconds of a revolution.
  static final double PERIOD = 2 * Math.PI / MEAN_MOTION;

  private static final double INTEGRATION_STEP =
      120; // s; the error is the same for both satellites
  private static final Frame FRAME = FramesFactory.getGCRF(); // needs no data files
  private static final double MASS = 100; // kg

  private NumericalPropagator leader;
  private NumericalPropagator follower;

  /// Starts on a circular orbit over the poles.
  ///
  /// @param relative the follower's place and speed: outward, forward (m), outward, forward (m/s)
  /// @param density of the air at 450 km in kg/m³
  /// @param drag of the follower as a multiple of the leader's
  void begin(double[] relative, double density, double drag) {
    Vector3D position = new Vector3D(SEMI_MAJOR_AXIS, 0, 0);
    Vector3D velocity = new Vector3D(0, 0, SEMI_MAJOR_AXIS * MEAN_MOTION);
    leader = propagator(new PVCoordinates(position, velocity), density, 1);
    double turning = MEAN_MOTION;
    Vector3D offset = new Vector3D(relative[0], 0, relative[1]);
    Vector3D speed =
        new Vector3D(relative[2] - turning * relative[1], 0, relative[3] + turning * relative[0]);
    PVCoordinates start = new PVCoordinates(position.add(offset), velocity.add(speed));
    follower = propagator(start, density, drag);
  }

  private static NumericalPropagator propagator(PVCoordinates start, double density, double drag) {
    NumericalPropagator propagator =
        new NumericalPropagator(new ClassicalRungeKuttaIntegrator(INTEGRATION_STEP));
    propagator.setOrbitType(OrbitType.CARTESIAN);
    propagator.addForceModel(
        new J2OnlyPerturbation(MU, RADIUS, -Constants.EIGEN5C_EARTH_C20, FRAME));
    OneAxisEllipsoid earth = new OneAxisEllipsoid(RADIUS, Constants.WGS84_EARTH_FLATTENING, FRAME);
    propagator.addForceModel(
        new DragForce(
            new SimpleExponentialAtmosphere(earth, density, ALTITUDE, 60_000),
            new IsotropicDrag(drag, 2.2))); // 1 m², 2.2
    CartesianOrbit orbit = new CartesianOrbit(start, FRAME, AbsoluteDate.ARBITRARY_EPOCH, MU);
    propagator.setInitialState(new SpacecraftState(orbit).withMass(MASS));
    return propagator;
  }

  /// Changes the follower's velocity, in m/s.
  void push(double outward, double forward) {
    SpacecraftState state = follower.getInitialState();
    PVCoordinates pv = state.getPVCoordinates();
    Vector3D up = leader.getInitialState().getPosition().normalize();
    Vector3D ahead = normal().crossProduct(up);
    PVCoordinates pushed =
        new PVCoordinates(
            pv.getPosition(), new Vector3D(1, pv.getVelocity(), outward, up, forward, ahead));
    CartesianOrbit orbit = new CartesianOrbit(pushed, FRAME, state.getDate(), MU);
    follower.resetInitialState(new SpacecraftState(orbit).withMass(state.getMass()));
  }

  /// Lets time pass, in seconds.
  void coast(double seconds) {
    AbsoluteDate date = leader.getInitialState().getDate().shiftedBy(seconds);
    leader.propagate(date);
    follower.propagate(date);
  }

  /// The follower's place and speed: outward, forward (m), outward, forward (m/s).
  double[] relative() {
    PVCoordinates from = leader.getInitialState().getPVCoordinates();
    PVCoordinates to = follower.getInitialState().getPVCoordinates();
    Vector3D up = from.getPosition().normalize();
    Vector3D normal = normal();
    Vector3D ahead = normal.crossProduct(up);
    Vector3D offset = to.getPosition().subtract(from.getPosition());
    double turning = from.getMomentum().getNorm() / from.getPosition().getNormSq();
    Vector3D speed =
        to.getVelocity()
            .subtract(from.getVelocity())
            .subtract(normal.crossProduct(offset).scalarMultiply(turning));
    return new double[] {
      offset.dotProduct(up), offset.dotProduct(ahead), speed.dotProduct(up), speed.dotProduct(ahead)
    };
  }

  /// Whether the leader is in the light of a sun in the direction of its start.
  boolean inSunlight() {
    Vector3D position = leader.getInitialState().getPosition();
    double along = position.getX();
    return along > 0 || position.getNormSq() - along * along > RADIUS * RADIUS;
  }

  private Vector3D normal() {
    return leader.getInitialState().getPVCoordinates().getMomentum().normalize();
  }
}
