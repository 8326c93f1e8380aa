package ascent.box2d;

import com.badlogic.gdx.physics.box2d.Contact;
import com.badlogic.gdx.physics.box2d.ContactImpulse;
import com.badlogic.gdx.physics.box2d.ContactListener;
import com.badlogic.gdx.physics.box2d.Fixture;
import com.badlogic.gdx.physics.box2d.Manifold;

/// Reports which parts of a machine begin and end contact with the ground. A part is a fixture's
/// user data; the ground has none.
interface TouchListener extends ContactListener {

  /// A part begins or ceases to touch a piece of the ground.
  void touches(Object part, boolean begins);

  @Override
  default void beginContact(Contact contact) {
    tell(contact.getFixtureA(), true);
    tell(contact.getFixtureB(), true);
  }

  @Override
  default void endContact(Contact contact) {
    tell(contact.getFixtureA(), false);
    tell(contact.getFixtureB(), false);
  }

  private void tell(Fixture fixture, boolean begins) {
    Object part = fixture.getUserData();
    if (part != null) {
      touches(part, begins);
    }
  }

  @Override
  default void preSolve(Contact contact, Manifold oldManifold) {}

  @Override
  default void postSolve(Contact contact, ContactImpulse impulse) {}
}
