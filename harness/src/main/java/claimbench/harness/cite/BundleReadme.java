package claimbench.harness.cite;

/** The archive's {@code README.md}: what is in it, and how somebody checks it who has nothing else. */
final class BundleReadme {
    private static final String TEXT = """
            # {title}

            {sentence}

            {sentenceZh}

            ## Check it

            Without claimbench and without a network, in this folder, that nothing was changed:

                sha256sum --check --quiet SHA256SUMS

            (macOS: `shasum -a 256 --check --quiet SHA256SUMS`.) With claimbench and without a network, that every number of the report follows from the data:

                claimbench verify .

            which takes the archive as well as this folder. It compares the checksums, computes the id of the data, judges every claim again, makes the report again, and names
            the first number that is another. Take the version that `bundle.json` names, built from the commit there: another one may word or judge differently.

            ## What is in it

            | | |
            |---|---|
            | `run/report/` | the report, with figures and tables |
            | `run/verdicts.json` and the other JSON files beside it | the same for programs |
            | `run/run.json`, `run/environment.json` | what was to be measured, and on what machine |
            | `run/trials/` | the data: each trial's record, its latencies second by second (`*.hlog`, HdrHistogram), its CPU and memory, its logs |
            | `run/semantics/`, `run/checks/`, `run/checks.json` | what programs did; what was checked of the machine and of the tools |
            | `citation.bib`, `citation.csl.json`, `citation.txt` | how to cite it |
            | `zenodo.json` | what Zenodo asks of whoever deposits it there |
            | `bundle.json` | the id, the version of claimbench, and what was left out |
            | `SHA256SUMS` | checksums of all other files |

            The id is a hash of the data alone. User, host, paths and addresses were taken out of what processes printed, unless `bundle.json` says `"identified" : true`; the id is the same
            with them and without.

            ## 核对

            不需要 claimbench，也不需要网络。在本文件夹中执行下面的命令，可确认没有文件被改动：

                sha256sum --check --quiet SHA256SUMS

            若有 claimbench（同样不需要网络），可确认报告中的每个数字都出自数据：

                claimbench verify .

            参数可以是压缩包，也可以是本文件夹。它核对校验和，计算数据的标识，重新判定每条论断，重新生成报告，并指出第一处不同。请使用 `bundle.json` 所记的版本，并由其中记录的提交构建；其他版本的措辞或判定可能不同。

            标识只由数据算得。除非 `bundle.json` 中 `"identified" : true`，进程输出里的用户名、主机名、路径和地址都已去掉；去掉与否，标识相同。
            """;

    private BundleReadme() {}

    static String of(RunCitation citation) {
        return TEXT.replace("{title}", markdown(citation.title(null)))
                .replace("{sentenceZh}", markdown(citation.sentence(null).zh()))
                .replace("{sentence}", markdown(citation.sentence(null).en()));
    }

    /** What means something to Markdown or HTML, as letters. */
    private static String markdown(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
    }
}
