using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Slo.Analyzers.Tests;

/// <summary>A place in src/ that makes a finding: its code, severity and message, with the interpolations as they are written.</summary>
internal sealed partial record FindingMessage(string Code, string Severity, string Template)
{
    internal static IEnumerable<FindingMessage> In(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
        .OfType<MemberAccessExpressionSyntax>()
        .Where(access => access.Expression.ToString() == "SloFindingCodes")
        .Select(Of).OfType<FindingMessage>();

    // A comparison, and a default of a parameter, make no finding.
    private static FindingMessage? Of(MemberAccessExpressionSyntax code)
    {
        var name = code.Name.ToString();
        if (code.Parent is InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text })
        {
            return new FindingMessage(name, "error", Render(text));
        }

        SyntaxNode? value = code.Ancestors().FirstOrDefault(node => node is not (ConditionalExpressionSyntax or ParenthesizedExpressionSyntax));
        if (value is not ArgumentSyntax { Parent: BaseArgumentListSyntax { Parent: { } call } list } argument)
        {
            return null;
        }

        var at = list.Arguments.IndexOf(argument);
        ExpressionSyntax[] after = [.. list.Arguments.Skip(at + 1).Select(other => ValueOf(other.Expression))];
        ExpressionSyntax[] texts = [.. after.Where(HasText)];
        ExpressionSyntax? message = texts.Length > 0 ? IsMessageFirst(call) ? texts[0] : texts[^1]
            : list.Arguments.Take(at).Select(other => other.Expression).LastOrDefault(HasText) ?? after.LastOrDefault();
        return message is null ? null : new FindingMessage(name, SeverityOf(call, list), Render(message));
    }

    // Of a local variable, what it is set to.
    private static ExpressionSyntax ValueOf(ExpressionSyntax expression) => expression is not IdentifierNameSyntax name ? expression
        : expression.Ancestors().OfType<BaseMethodDeclarationSyntax>().FirstOrDefault()?.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .FirstOrDefault(variable => variable.Identifier.Text == name.Identifier.Text)?.Initializer?.Value ?? expression;

    // Of these a path follows the message; of all others the message is the last text.
    private static bool IsMessageFirst(SyntaxNode call) => NameOf(call) is "SloFinding" or "SloFinding.Error" or "SloFinding.Warning"
        || NameOf(call).EndsWith(".Reject", StringComparison.Ordinal);

    private static string NameOf(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax invocation => invocation.Expression.ToString(),
        ObjectCreationExpressionSyntax creation => creation.Type.ToString(),
        _ => "",
    };

    private static string SeverityOf(SyntaxNode call, BaseArgumentListSyntax arguments)
    {
        var name = NameOf(call).Split('.')[^1];
        return name is "Warn" or "Warning" ? "warning"
            : name is "Slip" ? "error/warning"
            : arguments.Arguments.FirstOrDefault(argument => argument.ToString().Contains("SloFindingSeverity.", StringComparison.Ordinal)) is { } severity
                && severity.Expression is ConditionalExpressionSyntax ? "error/warning"
            : "error";
    }

    private static bool HasText(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().Any(node =>
        node.IsKind(SyntaxKind.StringLiteralExpression) || node.IsKind(SyntaxKind.InterpolatedStringExpression));

    private static string Render(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(Render)),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => Render(sum.Left) + Render(sum.Right),
        ParenthesizedExpressionSyntax inner => Render(inner.Expression),
        ConditionalExpressionSyntax choice when HasText(choice) => $"({Render(choice.WhenTrue)}|{Render(choice.WhenFalse)})",
        InvocationExpressionSyntax { Expression: var method } invariant
            when method.ToString() is "FormattableString.Invariant" or "string.Create" => Render(invariant.ArgumentList.Arguments[^1].Expression),
        _ => $"{{{Spaces().Replace(expression.ToString(), " ")}}}",
    };

    private static string Render(InterpolatedStringContentSyntax content) => content switch
    {
        InterpolatedStringTextSyntax text => text.TextToken.ValueText.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal),
        InterpolationSyntax { Expression: var expression } => $"{{{Spaces().Replace(expression.ToString(), " ")}}}",
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
