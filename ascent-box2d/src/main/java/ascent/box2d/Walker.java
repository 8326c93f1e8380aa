package ascent.box2d;

import com.badlogic.gdx.math.Vector2;
import com.badlogic.gdx.physics.box2d.Body;
import com.badlogic.gdx.physics.box2d.BodyDef;
import com.badlogic.gdx.physics.box2d.EdgeShape;
import com.badlogic.gdx.physics.box2d.Fixture;
import com.badlogic.gdx.physics.box2d.FixtureDef;
import com.badlogic.gdx.physics.box2d.PolygonShape;
import com.badlogic.gdx.physics.box2d.RayCastCallback;
import com.badlogic.gdx.physics.box2d.World;
import com.badlogic.gdx.physics.box2d.joints.RevoluteJoint;
import com.badlogic.gdx.physics.box2d.joints.RevoluteJointDef;

/// The walker of one episode of [BipedalWalker], in its own world: a hull, and two legs of an upper
/// and a lower part, with motors in hips and knees.
final class Walker implements AutoCloseable {
  private enum Part {
    HULL,
    UPPER_LEG,
    LOWER_LEG_0,
    LOWER_LEG_1
  }

  static final int[] CORNERS = {-30, 9, 6, 9, 34, 1, 34, -8, -30, -8}; // of the hull, pixels
  static final int RAYS = 10;
  static final double TORQUE = 80; // N·m, of a motor at most

  private static final int WALKER = 0x0020;
  private static final double LEG_DOWN = -8 / Physics.SCALE; // m, of the hip
  static final double LEG_WIDTH = 8 / Physics.SCALE; // m, of the upper part
  static final double SHIN_WIDTH = 0.8 * LEG_WIDTH; // m
  static final double LEG_HEIGHT = 34 / Physics.SCALE; // m
  private static final double LEG_TILT = 0.05; // rad
  private static final double GROUND_FRICTION = 2.5;
  private static final double HULL_FRICTION = 0.1;
  private static final double HIP_SPEED = 4; // rad/s
  private static final double KNEE_SPEED = 6; // rad/s
  private static final double RANGE = 160 / Physics.SCALE; // m, of a ray
  private static final double VIEW_WIDTH = 600 / Physics.SCALE; // m
  private static final double VIEW_HEIGHT = 400 / Physics.SCALE; // m
  private static final double START_X = Course.STEP * Course.START_POINTS / 2; // m
  private static final double START_Y = Course.HEIGHT + 2 * LEG_HEIGHT; // m
  private static final double[] SPEEDS = {HIP_SPEED, KNEE_SPEED, HIP_SPEED, KNEE_SPEED};
  static final double[] RAY_X = new double[RAYS]; // m, from the hull to a ray's end
  static final double[] RAY_Y = new double[RAYS];

  static {
    for (int i = 0; i < RAYS; i++) {
      RAY_X[i] = StrictMath.sin(1.5 * i / 10.0) * RANGE;
      RAY_Y[i] = -StrictMath.cos(1.5 * i / 10.0) * RANGE;
    }
  }

  private final World world;
  private final Body hull;
  private final RevoluteJoint[] joints = new RevoluteJoint[4]; // hip, knee, hip, knee
  private final boolean[] touches = new boolean[2]; // whether that lower leg touches the ground
  private final RayCastCallback ray = this::hit;
  private float fraction; // of the current ray's length, to the nearest hit

  final Course course;
  final float[] seen = new float[RAYS]; // the rays' fractions
  float x; // m
  float angle; // rad
  boolean fallen; // whether the hull has touched the ground

  Walker(Course course) {
    this.course = course;
    world = Physics.open(-10); // Box2D's own default
    TouchListener listener = this::touches;
    world.setContactListener(listener);
    build(course);
    hull = world.createBody(Physics.dynamic(START_X, START_Y, 0));
    PolygonShape shape = Physics.polygon(CORNERS);
    FixtureDef fixture = Physics.fixture(shape, 5, WALKER, Physics.GROUND);
    fixture.friction = (float) HULL_FRICTION;
    hull.createFixture(fixture).setUserData(Part.HULL);
    shape.dispose();
    leg(0, -1, Part.LOWER_LEG_0);
    leg(1, 1, Part.LOWER_LEG_1);
  }

  private void build(Course course) {
    Body ground = world.createBody(new BodyDef());
    for (Course.Block block : course.blocks()) {
      PolygonShape shape = new PolygonShape();
      float left = (float) block.left();
      float right = (float) block.right();
      float bottom = (float) block.bottom();
      float top = (float) block.top();
      shape.set(new float[] {left, bottom, right, bottom, right, top, left, top});
      ground.createFixture(rough(Physics.fixture(shape, 0, Physics.GROUND, -1)));
      shape.dispose();
    }
    EdgeShape edge = new EdgeShape();
    FixtureDef fixture = rough(Physics.fixture(edge, 0, Physics.GROUND, -1));
    for (int i = 0; i + 1 < Course.POINTS; i++) {
      edge.set(
          (float) Course.x(i),
          (float) course.y(i),
          (float) Course.x(i + 1),
          (float) course.y(i + 1));
      ground.createFixture(fixture);
    }
    edge.dispose();
  }

  private static FixtureDef rough(FixtureDef fixture) {
    fixture.friction = (float) GROUND_FRICTION;
    return fixture;
  }

  /// A leg from the hip down, tilted to a side: −1 is clockwise.
  private void leg(int number, int side, Part foot) {
    double tilt = side * LEG_TILT;
    double hip = START_Y - LEG_DOWN;
    Body upper = part(hip - LEG_HEIGHT / 2, tilt, LEG_WIDTH, Part.UPPER_LEG);
    RevoluteJointDef joint = motor(hull, upper, tilt);
    joint.localAnchorA.set(0, (float) LEG_DOWN);
    joint.motorSpeed = side;
    joint.lowerAngle = -0.8f;
    joint.upperAngle = 1.1f;
    joints[2 * number] = (RevoluteJoint) world.createJoint(joint);

    Body lower = part(hip - LEG_HEIGHT * 3 / 2, tilt, SHIN_WIDTH, foot);
    joint = motor(upper, lower, 0);
    joint.localAnchorA.set(0, (float) (-LEG_HEIGHT / 2));
    joint.motorSpeed = 1;
    joint.lowerAngle = -1.6f;
    joint.upperAngle = -0.1f;
    joints[2 * number + 1] = (RevoluteJoint) world.createJoint(joint);
  }

  /// An upper or lower leg.
  private Body part(double y, double tilt, double width, Part part) {
    Body body = world.createBody(Physics.dynamic(START_X, y, tilt));
    PolygonShape shape = Physics.box(width / 2, LEG_HEIGHT / 2);
    body.createFixture(Physics.fixture(shape, 1, WALKER, Physics.GROUND)).setUserData(part);
    shape.dispose();
    return body;
  }

  /// A joint at the upper end of `b`, whose angle counts from `tilt`.
  private static RevoluteJointDef motor(Body a, Body b, double tilt) {
    RevoluteJointDef joint = new RevoluteJointDef();
    joint.bodyA = a;
    joint.bodyB = b;
    joint.referenceAngle = (float) tilt;
    joint.localAnchorB.set(0, (float) (LEG_HEIGHT / 2));
    joint.enableMotor = true;
    joint.enableLimit = true;
    joint.maxMotorTorque = (float) TORQUE;
    return joint;
  }

  /// A horizontal force on the hull's centre of mass during the next step.
  void push(double force) {
    hull.applyForceToCenter((float) force, 0, true);
  }

  /// Sets a motor.
  ///
  /// @param joint 0 … 3
  /// @param action the direction and the share of the maximum torque, in ±1
  void drive(int joint, double action) {
    joints[joint].setMotorSpeed((float) (SPEEDS[joint] * Math.signum(action)));
    joints[joint].setMaxMotorTorque((float) (TORQUE * Math.abs(action)));
  }

  Body hull() {
    return hull;
  }

  /// The part of a leg that a joint moves.
  ///
  /// @param joint 0 … 3
  Body leg(int joint) {
    return joints[joint].getBodyB();
  }

  void advance() {
    Physics.step(world);
  }

  /// Reads the state.
  ///
  /// @param obs receives it `[14 + RAYS]`
  void observe(float[] obs) {
    Vector2 velocity = hull.getLinearVelocity();
    angle = hull.getAngle();
    obs[0] = angle;
    obs[1] = (float) (2.0 * hull.getAngularVelocity() / Physics.FPS);
    obs[2] = (float) (0.3 * velocity.x * VIEW_WIDTH / Physics.FPS);
    obs[3] = (float) (0.3 * velocity.y * VIEW_HEIGHT / Physics.FPS);
    for (int leg = 0; leg < 2; leg++) {
      int at = 4 + 5 * leg;
      RevoluteJoint hip = joints[2 * leg];
      RevoluteJoint knee = joints[2 * leg + 1];
      obs[at] = hip.getJointAngle();
      obs[at + 1] = (float) (hip.getJointSpeed() / HIP_SPEED);
      obs[at + 2] = (float) (knee.getJointAngle() + 1.0);
      obs[at + 3] = (float) (knee.getJointSpeed() / KNEE_SPEED);
      obs[at + 4] = touches[leg] ? 1 : 0;
    }
    look(obs);
  }

  /// The distance to the ground in ten directions, from straight down to nearly forwards.
  private void look(float[] obs) {
    Vector2 position = hull.getPosition();
    x = position.x;
    float y = position.y;
    for (int i = 0; i < RAYS; i++) {
      fraction = 1;
      world.rayCast(ray, x, y, (float) (x + RAY_X[i]), (float) (y + RAY_Y[i]));
      obs[14 + i] = fraction;
      seen[i] = fraction;
    }
  }

  /// Tells the engine how to continue: −1 to ignore the walker's own parts, otherwise clip the ray
  /// at this hit.
  private float hit(Fixture fixture, Vector2 point, Vector2 normal, float distance) {
    if (fixture.getUserData() != null) {
      return -1;
    }
    fraction = distance;
    return distance;
  }

  /// Notes what touches the ground. A lower leg on two slopes that leaves one of them counts as off
  /// the ground, as in Gymnasium.
  private void touches(Object part, boolean begins) {
    switch ((Part) part) {
      case HULL -> fallen |= begins;
      case UPPER_LEG -> {} // may
      case LOWER_LEG_0 -> touches[0] = begins;
      case LOWER_LEG_1 -> touches[1] = begins;
    }
  }

  @Override
  public void close() {
    world.dispose();
  }
}
