#ifndef CBOOSTMATH_H
#define CBOOSTMATH_H

// Distribution functions of Boost.Math as plain C functions.
//
// For each distribution: `cumulative` is P(X <= x), `upper_tail` is P(X > x) without the loss of
// digits of 1 - cumulative, `quantile` is the x with cumulative(x) = p and `upper_quantile` the x
// with upper_tail(x) = q. Calculated in long double and rounded once. An argument outside the
// domain gives NaN, an overflow infinity; nothing is ever thrown.

#ifdef __cplusplus
extern "C" {
#endif

double cboost_normal_cumulative(double x);
double cboost_normal_upper_tail(double x);
double cboost_normal_quantile(double p);
double cboost_normal_upper_quantile(double q);

double cboost_student_t_cumulative(double x, double degrees_of_freedom);
double cboost_student_t_upper_tail(double x, double degrees_of_freedom);
double cboost_student_t_quantile(double p, double degrees_of_freedom);
double cboost_student_t_upper_quantile(double q, double degrees_of_freedom);

double cboost_f_cumulative(double x, double numerator, double denominator);
double cboost_f_upper_tail(double x, double numerator, double denominator);
double cboost_f_quantile(double p, double numerator, double denominator);
double cboost_f_upper_quantile(double q, double numerator, double denominator);

double cboost_chi_squared_cumulative(double x, double degrees_of_freedom);
double cboost_chi_squared_upper_tail(double x, double degrees_of_freedom);
double cboost_chi_squared_quantile(double p, double degrees_of_freedom);
double cboost_chi_squared_upper_quantile(double q, double degrees_of_freedom);

double cboost_binomial_cumulative(double successes, double trials, double probability);
double cboost_binomial_upper_tail(double successes, double trials, double probability);

#ifdef __cplusplus
}
#endif

#endif
