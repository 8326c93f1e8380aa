package ascent.box2d;

import com.badlogic.gdx.math.Vector2;
import com.badlogic.gdx.physics.box2d.BodyDef;
import com.badlogic.gdx.physics.box2d.BodyDef.BodyType;
import com.badlogic.gdx.physics.box2d.CircleShape;
import com.badlogic.gdx.physics.box2d.FixtureDef;
import com.badlogic.gdx.physics.box2d.PolygonShape;
import com.badlogic.gdx.physics.box2d.Shape;
import com.badlogic.gdx.physics.box2d.World;
import java.io.IOException;

/// Creates worlds, with the constants shared by Gymnasium's Box2D environments.
///
/// Two worlds share no mutable state, so each may be stepped by another thread. Per-process
/// initialisation of the engine and its binding is done here, before the first world is created.
final class Physics {
  static final double FPS = 50; // steps a second
  static final double SCALE = 30; // pixels a metre, the unit of Gymnasium's shapes
  static final int GROUND = 0x0001; // the category of what everything else collides with

  private static final float TIME_STEP = (float) (1 / FPS); // s
  private static final int VELOCITY_ITERATIONS = 6 * 30;
  private static final int POSITION_ITERATIONS = 2 * 30;

  private static final String FAILURE = load(); // to load the engine; nothing if it is there

  private Physics() {}

  /// A world without bodies, with gravity in m/s² along y. Native memory: dispose of it after use.
  static World open(double gravity) {
    if (!FAILURE.isEmpty()) {
      throw new IllegalStateException(
          "Box2D's native library cannot be loaded ("
              + FAILURE
              + "). Maybe gdx-platform and gdx-box2d-platform are missing on the class path, or"
              + " neither the folder for temporary files nor the home"
              + " directory can be written and allows programs.");
    }
    return new World(new Vector2(0, (float) gravity), true);
  }

  /// Advances time by 1/50 s.
  static void step(World world) {
    world.step(TIME_STEP, VELOCITY_ITERATIONS, POSITION_ITERATIONS);
  }

  /// The material of a body. Friction is Box2D's default, 0.2, unless set.
  static FixtureDef fixture(Shape shape, double density, int category, int collidesWith) {
    FixtureDef fixture = new FixtureDef();
    fixture.shape = shape;
    fixture.density = (float) density;
    fixture.filter.categoryBits = (short) category;
    fixture.filter.maskBits = (short) collidesWith;
    return fixture;
  }

  /// A body that moves.
  static BodyDef dynamic(double x, double y, double angle) {
    BodyDef body = new BodyDef();
    body.type = BodyType.DynamicBody;
    body.position.set((float) x, (float) y);
    body.angle = (float) angle;
    return body;
  }

  /// A convex polygon of corners x, y, x, y … in pixels. Native memory: dispose of it after use.
  static PolygonShape polygon(int... pixels) {
    double[] metres = metres(pixels);
    float[] corners = new float[metres.length];
    for (int i = 0; i < metres.length; i++) {
      corners[i] = (float) metres[i];
    }
    PolygonShape shape = new PolygonShape();
    shape.set(corners);
    return shape;
  }

  /// Lengths in pixels as metres.
  static double[] metres(int... pixels) {
    double[] metres = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      metres[i] = pixels[i] / SCALE;
    }
    return metres;
  }

  /// A box around its body's origin, by half its sides in metres. Native memory: dispose of it
  /// after use.
  static PolygonShape box(double halfWidth, double halfHeight) {
    PolygonShape shape = new PolygonShape();
    shape.setAsBox((float) halfWidth, (float) halfHeight);
    return shape;
  }

  private static String load() {
    try {
      Natives.load("gdx");
      Natives.load("gdx-box2d");
      collideOnce();
      return "";
    } catch (IOException | RuntimeException | LinkageError e) {
      return e.toString();
    }
  }

  /// The engine fills its tables of contact types and block sizes at the first collision, and the
  /// binding those of its call-backs at the first world. Neither takes a lock, so this is done
  /// here, under a lock.
  private static void collideOnce() {
    World world = new World(new Vector2(), true);
    CircleShape circle = new CircleShape();
    circle.setRadius(1);
    FixtureDef fixture = fixture(circle, 1, GROUND, GROUND);
    world.createBody(dynamic(0, 0, 0)).createFixture(fixture);
    world.createBody(dynamic(1, 0, 0)).createFixture(fixture);
    circle.dispose();
    step(world);
    world.dispose();
  }
}
