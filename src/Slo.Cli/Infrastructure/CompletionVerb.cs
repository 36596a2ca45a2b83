using System.CommandLine;

namespace Slo.Cli.Infrastructure;

/// <summary><c>slo completion</c>: a script that lets a shell complete verbs, options and values.</summary>
internal sealed class CompletionVerb : Verb
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _slo() {
              local IFS=$'\n' line=${COMP_LINE#* }
              local words=$(slo "[suggest:$((COMP_POINT - ${#COMP_LINE} + ${#line}))]" "$line" 2>/dev/null)
              COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _slo slo
            """,
        ["zsh"] = """
            _slo() {
              local line=${BUFFER#* }
              local -a found=("${(@f)$(slo "[suggest:$((CURSOR - ${#BUFFER} + ${#line}))]" "$line" 2>/dev/null)}")
              (( ${#found} )) && compadd -a found || _files
            }
            compdef _slo slo
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName slo -ScriptBlock {
              param($word, $command, $cursor)
              $line = "$command" -replace '^\S+\s*', ''
              $at = [Math]::Max(0, $cursor - ("$command".Length - $line.Length))
              slo "[suggest:$at]" "$line" | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };

    private readonly Argument<string> _shell = new("shell") { Description = "Whose script." };

    internal CompletionVerb()
        : base("completion", "Print the script that lets a shell complete what you type.")
    {
        _shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        Add(_shell);
        SetAction(arguments =>
        {
            arguments.InvocationConfiguration.Output.WriteLine(Scripts[arguments.GetRequiredValue(_shell)].ReplaceLineEndings("\n"));
            return ExitCode.Ok;
        });
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "source <(slo completion bash)",
        "slo completion pwsh | Out-String | Invoke-Expression",
    ];
}
