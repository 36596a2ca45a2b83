using Slo.Cli.Infrastructure;

namespace Slo.Cli.Init;

/// <summary>Asks questions on a terminal, or uses the defaults.</summary>
internal sealed class Questions(TextReader answers, TextWriter output, bool isAsking)
{
    internal bool IsAsking => isAsking;

    /// <param name="question">Ends with a question mark.</param>
    /// <param name="proposal">What an empty answer means, and no answer.</param>
    /// <param name="fault">Returns what an answer must be, or null if it is valid.</param>
    internal string Ask(string question, string proposal, Func<string, string?>? fault = null)
    {
        while (isAsking)
        {
            output.Write(proposal.Length > 0 ? $"? {question} [{proposal}] " : $"? {question} ");
            output.Flush();
            var line = answers.ReadLine() ?? throw new ToolException(ExitCode.Usage, "the input ended; nothing was written");
            var answer = line.Trim().Length == 0 ? proposal : line.Trim();
            if (answer.Length > 0 && fault?.Invoke(answer) is null)
            {
                return answer;
            }

            output.WriteLine(answer.Length == 0 ? "  An answer is needed." : $"  '{answer}': must be {fault!(answer)}");
        }

        return proposal;
    }

    internal void Say(string text)
    {
        if (isAsking)
        {
            output.WriteLine(text);
        }
    }
}
