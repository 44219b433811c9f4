package claimbench.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the checks of one interface are about, in a word or two: a heading of the table. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Facet {
    String value();
}
