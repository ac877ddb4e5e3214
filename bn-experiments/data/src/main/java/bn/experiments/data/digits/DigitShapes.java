package bn.experiments.data.digits;

import java.util.List;

/** The shapes of the ten digits: for each, the variants in which people write it. A variant is a list of strokes. */
final class DigitShapes {
    /** The variants of each digit. All variants of a digit are equally likely. */
    private static final List<List<List<PenStroke>>> SHAPES = List.of(
            List.of(                                                               // 0: round, narrow, not quite closed
                    variant(stroke(.05, -1, -.48, -.6, -.58, .1, -.35, .8, .05, 1, .45, .7, .58, 0, .42, -.7, .03, -1)),
                    variant(stroke(.1, -1, -.3, -.65, -.4, .1, -.22, .8, .08, 1, .35, .6, .4, -.1, .28, -.75, .08, -1)),
                    variant(stroke(-.1, -.95, -.5, -.4, -.5, .4, -.2, .95, .25, .9, .55, .3, .5, -.4, .25, -.85, -.2, -.8))),
            List.of(                                                               // 1: bare, with serif, with serif and foot
                    variant(stroke(0, -1, 0, 0, 0, 1)),
                    variant(stroke(0, -1, .03, 0, 0, 1)),
                    variant(stroke(-.38, -.55, .05, -1, .05, -1, .05, 0, .05, 1)),
                    variant(stroke(-.3, -.65, .05, -1, .05, -1, .03, 1), stroke(-.4, 1, .42, 1))),
            List.of(                                                               // 2: sharp foot, looped foot, swan neck
                    variant(stroke(-.5, -.55, -.15, -.97, .35, -.85, .45, -.4, .08, .2, -.55, .95, -.55, .95, 0, .9, .6,
                            .95)),
                    variant(stroke(-.45, -.7, 0, -1, .42, -.65, .3, -.1, -.1, .55, -.5, .9, -.55, .62, -.2, .65, .2, .92, .6,
                            .8)),
                    variant(stroke(-.5, -.75, .05, -1, .42, -.6, 0, .3, -.5, .92, -.5, .92, .1, .95, .55, .85))),
            List.of(                                                               // 3: round, flat top, shallow
                    variant(stroke(-.5, -.75, -.05, -1, .4, -.7, .28, -.25, -.12, -.05, -.12, -.05, .35, .1, .52, .5, .2, .93,
                            -.3, .97, -.58, .7)),
                    variant(stroke(-.5, -.93, .45, -.95, .45, -.95, -.02, -.2, -.02, -.2, .42, .1, .5, .55, .1, .97, -.5, .8)),
                    variant(stroke(-.4, -.85, .1, -1, .42, -.7, .1, -.12, .1, -.12, .48, .3, .3, .85, -.15, 1, -.5, .85))),
            List.of(                                                               // 4: open, closed, crossed low
                    variant(stroke(-.4, -.95, -.52, .12, -.52, .12, .58, .1), stroke(.32, -.8, .25, 0, .22, 1)),
                    variant(stroke(-.3, -.9, -.45, -.2, -.3, .12, .3, .05, .3, .05), stroke(.38, -.9, .3, .1, .25, 1)),
                    variant(stroke(.3, -1, -.6, .3, -.6, .3, .6, .28), stroke(.3, -1, .28, 1))),
            List.of(                                                               // 5: with a separate bar, in one go, angular
                    variant(stroke(-.35, -.93, -.42, -.15, -.42, -.15, 0, -.3, .45, .05, .43, .62, .05, .97, -.5, .8),
                            stroke(-.35, -.93, .52, -.98)),
                    variant(stroke(.5, -.95, -.1, -.93, -.4, -.6, -.2, -.2, .25, 0, .45, .4, .2, .88, -.45, .92)),
                    variant(stroke(.48, -.95, -.35, -.92, -.35, -.92, -.45, -.2, -.45, -.2, .2, -.2, .48, .3, .15, .9, -.5, .9))),
            List.of(                                                               // 6: curved, straight stem, small bowl
                    variant(stroke(.4, -.95, -.12, -.6, -.5, .1, -.4, .8, .05, 1, .48, .7, .38, .2, 0, .08, -.42, .4)),
                    variant(stroke(.1, -1, -.3, -.3, -.48, .4, -.3, .9, .15, .98, .48, .62, .3, .18, -.1, .2, -.42, .55)),
                    variant(stroke(.25, -1, -.2, -.5, -.45, .3, -.3, .92, .1, .95, .3, .62, .1, .35, -.3, .5))),
            List.of(                                                               // 7: plain, barred, with a serif, curved
                    variant(stroke(-.55, -.9, .52, -.92, .52, -.92, .15, -.1, -.15, 1)),
                    variant(stroke(-.55, -.9, .5, -.92, .5, -.92, .1, 0, -.15, 1), stroke(-.28, .02, .45, -.05)),
                    variant(stroke(-.55, -.6, -.5, -.92, -.5, -.92, .52, -.9, .52, -.9, .15, 0, 0, 1)),
                    variant(stroke(-.55, -.75, 0, -.95, .5, -.8, .35, -.2, .1, 1))),
            List.of(                                                               // 8: in one go (two variants), two rings
                    variant(stroke(.4, -.75, 0, -1, -.4, -.68, -.15, -.2, .3, .2, .45, .65, 0, 1, -.45, .65, -.25, .2, .2, -.2,
                            .42, -.7)),
                    variant(stroke(.25, -.95, -.25, -.85, -.25, -.4, .3, .2, .35, .75, -.05, 1, -.35, .7, -.15, .15, .25, -.35,
                            .3, -.9)),
                    variant(stroke(.05, -1, -.38, -.7, -.3, -.22, .05, -.08, .35, -.3, .38, -.75, .03, -1),
                            stroke(.05, -.08, -.42, .3, -.38, .82, .03, 1, .42, .8, .42, .25, .03, -.08))),
            List.of(                                                               // 9: straight tail, hooked tail, curved
                    variant(stroke(.42, -.65, .05, -1, -.42, -.7, -.35, -.2, .05, -.08, .42, -.45, .44, -.7, .44, -.7, .4, .2,
                            .3, 1)),
                    variant(stroke(.42, -.7, .05, -1, -.42, -.65, -.3, -.15, .1, -.1, .44, -.65, .44, -.65, .45, .3, .15, .95,
                            -.4, .88)),
                    variant(stroke(.38, -.8, -.1, -.98, -.45, -.55, -.15, -.1, .3, -.35, .4, -.8, .3, .1, -.1, 1))));

    private DigitShapes() {}

    /** The variants of a digit (0 to 9). */
    static List<List<PenStroke>> of(int digit) {
        return SHAPES.get(digit);
    }

    private static List<PenStroke> variant(PenStroke... strokes) {
        return List.of(strokes);
    }

    private static PenStroke stroke(double... points) {
        return new PenStroke(points);
    }
}
