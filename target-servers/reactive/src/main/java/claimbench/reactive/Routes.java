package claimbench.reactive;

/** The work of each route. */
record Routes(
        WaitRoute waits,
        FanoutRoute fanout,
        UserRoute user,
        NewUserRoute newUser,
        ProfileRoute profile,
        AnswerRoute answer,
        DeadlineRoute deadline,
        RetryRoute retry,
        CpuRoute cpu,
        MixedRoute mixed,
        BlockRoute block) {}
