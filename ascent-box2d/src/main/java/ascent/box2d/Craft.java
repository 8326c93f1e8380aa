package ascent.box2d;

import com.badlogic.gdx.math.Vector2;
import com.badlogic.gdx.physics.box2d.Body;
import com.badlogic.gdx.physics.box2d.BodyDef;
import com.badlogic.gdx.physics.box2d.EdgeShape;
import com.badlogic.gdx.physics.box2d.FixtureDef;
import com.badlogic.gdx.physics.box2d.PolygonShape;
import com.badlogic.gdx.physics.box2d.World;
import com.badlogic.gdx.physics.box2d.joints.RevoluteJointDef;
import java.util.List;

/// The craft of one episode of [LunarLander], in its own world: a hull and two legs with motors
/// that press them outwards.
///
/// The state read after a step is cached until the next one, because every access to the world is a
/// native call.
final class Craft implements AutoCloseable {
  private enum Part {
    HULL,
    RIGHT_LEG,
    LEFT_LEG
  }

  static final int[] CORNERS = {-14, 17, -17, 0, -17, -10, 17, -10, 17, 0, 14, 17}; // pixels

  private static final int HULL = 0x0010;
  private static final int LEG = 0x0020;
  private static final double FRICTION = 0.1;
  private static final double LEG_AWAY = 20 / Physics.SCALE; // m
  private static final double LEG_DOWN = 18 / Physics.SCALE; // m
  static final double LEG_HALF_WIDTH = 2 / Physics.SCALE; // m
  static final double LEG_HALF_HEIGHT = 8 / Physics.SCALE; // m
  private static final double LEG_TILT = 0.05; // rad
  private static final double LEG_TORQUE = 40; // N·m
  private static final double LEG_SPEED = 0.3; // rad/s
  private static final double MAIN_POWER = 13;
  private static final double SIDE_POWER = 0.6;
  private static final double MAIN_NOZZLE = 4 / Physics.SCALE; // m below the middle
  private static final double SIDE_AWAY = 12 / Physics.SCALE; // m from the middle, sideways
  private static final double SIDE_HEIGHT = 14 / Physics.SCALE; // m
  private static final double SIDE_BACK = 17 / Physics.SCALE; // m
  private static final double HALF_WIDTH = LunarLander.WIDTH / 2; // m
  private static final double HALF_HEIGHT = LunarLander.HEIGHT / 2; // m

  private final World world;
  private final Body body;
  private final List<Body> legs; // right, left
  final Moon moon;

  float x; // m
  float y; // m
  float angle; // rad
  double px; // position and velocity in units of the observation
  double py;
  double vx;
  double vy;
  boolean rightTouches; // whether that leg touches the ground
  boolean leftTouches;
  boolean crashed; // whether the hull has touched the ground

  Craft(double gravity, Moon moon) {
    this.moon = moon;
    world = Physics.open(gravity);
    TouchListener listener = this::touches;
    world.setContactListener(listener);
    build(moon);
    body = world.createBody(Physics.dynamic(HALF_WIDTH, LunarLander.HEIGHT, 0));
    hull();
    legs = List.of(leg(Part.RIGHT_LEG, -1), leg(Part.LEFT_LEG, 1));
    x = (float) HALF_WIDTH;
    y = (float) LunarLander.HEIGHT;
  }

  private void build(Moon moon) {
    Body ground = world.createBody(new BodyDef());
    EdgeShape edge = new EdgeShape();
    edge.set(0, 0, (float) LunarLander.WIDTH, 0);
    FixtureDef fixture = Physics.fixture(edge, 0, Physics.GROUND, -1);
    ground.createFixture(fixture);
    fixture.friction = (float) FRICTION;
    for (int i = 0; i + 1 < Moon.POINTS; i++) {
      edge.set((float) Moon.x(i), (float) moon.y(i), (float) Moon.x(i + 1), (float) moon.y(i + 1));
      ground.createFixture(fixture);
    }
    edge.dispose();
  }

  private void hull() {
    PolygonShape shape = Physics.polygon(CORNERS);
    FixtureDef fixture = Physics.fixture(shape, 5, HULL, Physics.GROUND);
    fixture.friction = (float) FRICTION;
    body.createFixture(fixture).setUserData(Part.HULL);
    shape.dispose();
  }

  /// A leg: side −1 is the right one, which Gymnasium lists first, and 1 the left. It hangs on the
  /// hull by a joint, and has 0.5 rad to give. The joint's angles count from the tilt it is made
  /// with.
  private Body leg(Part part, int side) {
    double tilt = side * LEG_TILT;
    double legX = HALF_WIDTH - side * LEG_AWAY;
    Body leg = world.createBody(Physics.dynamic(legX, LunarLander.HEIGHT, tilt));
    PolygonShape shape = Physics.box(LEG_HALF_WIDTH, LEG_HALF_HEIGHT);
    FixtureDef fixture = Physics.fixture(shape, 1, LEG, Physics.GROUND);
    leg.createFixture(fixture).setUserData(part);
    shape.dispose();
    RevoluteJointDef joint = new RevoluteJointDef();
    joint.bodyA = body;
    joint.bodyB = leg;
    joint.referenceAngle = (float) tilt;
    joint.localAnchorB.set((float) (side * LEG_AWAY), (float) LEG_DOWN);
    joint.enableMotor = true;
    joint.enableLimit = true;
    joint.maxMotorTorque = (float) LEG_TORQUE;
    joint.motorSpeed = (float) (LEG_SPEED * side);
    joint.lowerAngle = (float) (side < 0 ? 0.9 - 0.5 : -0.9);
    joint.upperAngle = (float) (side < 0 ? 0.9 : -0.9 + 0.5);
    world.createJoint(joint);
    return leg;
  }

  /// A force on the centre of mass during the next step.
  void push(double forceX, double forceY) {
    body.applyForceToCenter((float) forceX, (float) forceY, true);
  }

  /// A torque during the next step.
  void twist(double torque) {
    body.applyTorque((float) torque, true);
  }

  /// Fires the engines for the next step, from nozzles that are a bit off.
  ///
  /// @param main power of the main engine, 0 for none
  /// @param side power of a side engine, negative for the left one, 0 for none
  /// @param offAlong how much the nozzles are off, in m
  /// @param offAcross the same across
  void fire(double main, double side, double offAlong, double offAcross) {
    double sin = StrictMath.sin(angle); // "up" of the craft is (−sin, cos)
    double cos = StrictMath.cos(angle);
    if (main > 0) {
      double along = MAIN_NOZZLE + 2 * offAlong;
      double exhaustX = sin * along - cos * offAcross;
      double exhaustY = -cos * along - sin * offAcross;
      kick(exhaustX, exhaustY, x + exhaustX, y + exhaustY, MAIN_POWER * main);
    }
    if (side != 0) {
      double across = 3 * offAcross + Math.signum(side) * SIDE_AWAY;
      double exhaustX = sin * offAlong - cos * across;
      double exhaustY = -cos * offAlong - sin * across;
      double atX = x + exhaustX - sin * SIDE_BACK;
      double atY = y + exhaustY + cos * SIDE_HEIGHT;
      kick(exhaustX, exhaustY, atX, atY, SIDE_POWER * Math.abs(side));
    }
  }

  /// An engine's thrust at a point: exhaust leaves along (x, y), the craft is thrust against it.
  private void kick(double exhaustX, double exhaustY, double atX, double atY, double power) {
    body.applyLinearImpulse(
        (float) (-exhaustX * power), (float) (-exhaustY * power), (float) atX, (float) atY, true);
  }

  void advance() {
    Physics.step(world);
  }

  /// Reads the state.
  ///
  /// @param obs receives it in units of the observation `[8]`
  void observe(float[] obs) {
    Vector2 position = body.getPosition();
    x = position.x;
    y = position.y;
    Vector2 velocity = body.getLinearVelocity();
    angle = body.getAngle();
    px = (x - HALF_WIDTH) / HALF_WIDTH;
    py = (y - (Moon.PAD_HEIGHT + LEG_DOWN)) / HALF_HEIGHT;
    vx = velocity.x * HALF_WIDTH / Physics.FPS;
    vy = velocity.y * HALF_HEIGHT / Physics.FPS;
    obs[0] = (float) px;
    obs[1] = (float) py;
    obs[2] = (float) vx;
    obs[3] = (float) vy;
    obs[4] = angle;
    obs[5] = (float) (20.0 * body.getAngularVelocity() / Physics.FPS);
    obs[6] = rightTouches ? 1 : 0;
    obs[7] = leftTouches ? 1 : 0;
  }

  /// The hull.
  Body body() {
    return body;
  }

  /// The right leg and the left one.
  List<Body> legs() {
    return legs;
  }

  /// Whether it has come to rest.
  boolean resting() {
    return !body.isAwake();
  }

  /// Notes what touches the ground. A leg on two slopes that leaves one of them counts as off the
  /// ground, as in Gymnasium.
  private void touches(Object part, boolean begins) {
    switch ((Part) part) {
      case HULL -> crashed |= begins;
      case RIGHT_LEG -> rightTouches = begins;
      case LEFT_LEG -> leftTouches = begins;
    }
  }

  @Override
  public void close() {
    world.dispose();
  }
}
