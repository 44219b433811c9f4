package claimbench.kit;

import java.net.URI;

/** The contract with all its routes; {@link ContractTest} is what a target has that has no database yet. */
public abstract class WholeContractTest extends ContractTest
        implements PartialFailureContract,
                UserContract,
                ProfileContract,
                NewUserContract,
                MailContract,
                AnswerContract,
                DeadlineContract,
                RetryContract,
                MixedContract,
                BlockContract,
                OverloadContract,
                WorkMetricsContract,
                HostileContract,
                FuzzContract,
                SlowClientContract,
                OutageContract,
                ShutdownUnderLoadContract {

    @Override
    public abstract URI database();
}
