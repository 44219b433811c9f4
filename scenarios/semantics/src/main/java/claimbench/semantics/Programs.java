package claimbench.semantics;

import java.util.List;

/** All programs. To add one: its class, its function in {@code programs.py}, and its entry here. */
final class Programs {
    static final List<Program> ALL = List.of(
            LazyCoroutine.program(),
            AwaitRunsIt.program(),
            TaskInTheBackground.program(),
            AwaitsOrTasks.program(),
            GatherInOrder.program(),
            GatherPassesFailureOn.program(),
            GatherEveryOutcome.program(),
            WaitForDeadline.program(),
            TaskGroups.program(),
            ItemsOneByOne.program(),
            EnteredAndLeft.program(),
            CancelAndCleanUp.program(),
            RunFromStartToEnd.program(),
            NeverAwaited.program(),
            AwaitOutside.program(),
            OneThreadTakesTurns.program(),
            WhatCanBeAwaited.program(),
            CallWithRetries.program(),
            OneFailsTheOthersCount.program(),
            OffLoading.program());

    private Programs() {}
}
